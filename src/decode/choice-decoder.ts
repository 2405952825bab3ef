// In: the deltas of one answer and the functions on offer. Out: its pieces: text with its probabilities, calls, one finish. Pure but
// for the ids it is given; knows no engine dialect and no wire format.
import type { EngineDelta } from '../contract/engine.ts';
import type { TokenLogprob } from '../contract/logprobs.ts';
import type { Piece } from '../contract/piece.ts';
import type { CallOffer } from './call-offer.ts';
import { CallScanner, type ScanEvent } from './call-scanner.ts';

export interface DecodePlan {
  /** Empty where no call is wanted: then all text is text. */
  readonly offers: readonly CallOffer[];
  readonly isGuarded: boolean;
  readonly isParallel: boolean;
  /** How the answer was begun for the model. */
  readonly opening: string;
  /** OpenAI ends an answer with `stop` when the client had named the one function to call. */
  readonly callFinish: 'tool_calls' | 'stop';
  newCallId(): string;
}

interface HeldLogprobs {
  /** Units of text up to the end of the delta that they came with. */
  readonly end: number;
  readonly logprobs: readonly TokenLogprob[];
}

export class ChoiceDecoder {
  readonly #choice: number;
  readonly #plan: DecodePlan;
  #scanner: CallScanner | null;
  #length = 0;
  #held: HeldLogprobs[] = [];
  #calls = 0;
  /** The engine's number of the call that is open, where the engine tells calls apart. */
  #openCall: number | null = null;

  constructor(choice: number, plan: DecodePlan) {
    this.#choice = choice;
    this.#plan = plan;
    this.#scanner = plan.offers.length === 0 ? null : new CallScanner(plan);
    this.#length = plan.opening.length;
    // Nothing of an opening is text: a call follows it.
    this.#scanner?.push(plan.opening);
  }

  *take(delta: EngineDelta): Generator<Piece> {
    if (delta.kind === 'text-delta') {
      this.#length += delta.text.length;
      if (delta.logprobs.length > 0) this.#held.push({ end: this.#length, logprobs: delta.logprobs });
      if (this.#scanner === null) yield this.#text(delta.text, this.#length);
      else yield* this.#pieces(this.#scanner.push(delta.text));
    } else if (delta.kind === 'text-only') {
      this.#scanner = null;
    } else if (delta.kind === 'call-delta') {
      yield* this.#takeCall(delta);
    } else {
      if (this.#scanner !== null) yield* this.#pieces(this.#scanner.end(delta.reason === 'length'));
      yield* this.#endCall();
      const reason = this.#calls > 0 && delta.reason === 'stop' ? this.#plan.callFinish : delta.reason;
      yield { kind: 'finish', choice: this.#choice, reason, stopText: delta.stopText };
    }
  }

  *#pieces(events: readonly ScanEvent[]): Generator<Piece> {
    const choice = this.#choice;
    for (const event of events) {
      if (event.kind === 'text') yield this.#text(event.text, event.end);
      else if (event.kind === 'call-start') yield this.#start(event.name);
      else if (event.kind === 'call-arguments')
        yield { kind: 'tool-call-delta', choice, call: this.#calls - 1, text: event.text };
      else yield { kind: 'tool-call-end', choice, call: this.#calls - 1 };
    }
  }

  #start(name: string): Piece {
    this.#calls += 1;
    return {
      kind: 'tool-call-start',
      choice: this.#choice,
      call: this.#calls - 1,
      id: this.#plan.newCallId(),
      name,
    };
  }

  /** Probabilities of tokens that end in this stretch; those of the calls before it are told to nobody. */
  #text(text: string, end: number): Piece {
    if (this.#held.length === 0) return { kind: 'text-delta', choice: this.#choice, text, logprobs: [] };
    const from = end - text.length;
    const logprobs = this.#held.filter((held) => held.end > from && held.end <= end).flatMap((held) => held.logprobs);
    this.#held = this.#held.filter((held) => held.end > end);
    return { kind: 'text-delta', choice: this.#choice, text, logprobs };
  }

  *#takeCall(delta: Extract<EngineDelta, { kind: 'call-delta' }>): Generator<Piece> {
    if (delta.call !== this.#openCall) {
      yield* this.#endCall();
      this.#openCall = delta.call;
      yield this.#start(delta.name ?? '');
    }
    if (delta.argumentsText !== '')
      yield { kind: 'tool-call-delta', choice: this.#choice, call: this.#calls - 1, text: delta.argumentsText };
  }

  *#endCall(): Generator<Piece> {
    if (this.#openCall === null) return;
    this.#openCall = null;
    yield { kind: 'tool-call-end', choice: this.#choice, call: this.#calls - 1 };
  }
}
