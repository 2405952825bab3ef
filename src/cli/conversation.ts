// In: what is said in a chat. Out: the messages to send next. Knows no service and no terminal.
import type { ChatMessage } from './stream-chat.ts';

/** Invariant: the turns alternate, and none is empty: a question without an answer is taken back. */
export class Conversation {
  #system: string | null = null;
  #turns: readonly ChatMessage[] = [];

  messagesFor(question: string): readonly ChatMessage[] {
    const system: readonly ChatMessage[] = this.#system === null ? [] : [{ role: 'system', content: this.#system }];
    return [...system, ...this.#turns, { role: 'user', content: question }];
  }

  /** A part of an answer is kept too: what was read can be asked about. */
  keep(question: string, answer: string): void {
    if (answer === '') return;
    this.#turns = [...this.#turns, { role: 'user', content: question }, { role: 'assistant', content: answer }];
  }

  /** The system message stays. */
  clear(): void {
    this.#turns = [];
  }

  get system(): string | null {
    return this.#system;
  }

  set system(text: string | null) {
    this.#system = text;
  }
}
