// In: questions of a person, one or many. Out: answers of the running service, streamed, with the history of the conversation. A
// client like any other: knows the public HTTP API only.
import { Fault } from '../contract/fault.ts';
import { type ChatConsole, processChatConsole } from './chat-console.ts';
import type { Command, CommandContext } from './command.ts';
import { Conversation } from './conversation.ts';
import { findRunningService, keyHeaders } from './find-running-service.ts';
import { notRunning } from './not-running.ts';
import { type ChatAsk, streamChat } from './stream-chat.ts';

const help = `/new            starts over; the system message stays
/system TEXT    sets the system message; without TEXT removes it
/exit           ends, as Ctrl-D and Ctrl-C do
Ctrl-C          stops an answer that is being written`;

interface Chat {
  readonly context: CommandContext;
  readonly console: ChatConsole;
  readonly conversation: Conversation;
  readonly service: Pick<ChatAsk, 'baseUrl' | 'headers' | 'model'>;
}

export const chatCommand: Command = createChatCommand(processChatConsole());

export function createChatCommand(console: ChatConsole): Command {
  return {
    name: 'chat',
    wordsUsage: '[QUESTION]',
    wordCount: { least: 0, most: Number.POSITIVE_INFINITY },
    summary: 'talk to the running service in the terminal',
    details: `With a QUESTION, or one piped in, the answer goes to stdout and the command ends.\nIn the conversation:\n${help.replaceAll(/^/gm, '  ')}`,
    run: async (context) => {
      const { terminal, words, isJson } = context;
      const isOneShot = words.length > 0 || !console.isInteractive || isJson;
      const question = words.length > 0 ? words.join(' ') : isOneShot ? await console.readAll() : '';
      if (isOneShot && question.trim() === '') {
        terminal.say('kinglet: there is no question. Try: kinglet chat "Say hello"');
        return 2;
      }
      const finding = await findRunningService(context.config, 5000, context.signal);
      if (finding.kind !== 'running') throw notRunning(finding);
      const deployment = context.config.deployments[0]?.name;
      const model = finding.modelNames.find((name) => name === deployment) ?? finding.modelNames[0] ?? 'gpt-4o-mini';
      const service = { baseUrl: finding.baseUrl, headers: keyHeaders(context.config), model };
      const chat: Chat = { context, console, conversation: new Conversation(), service };
      return isOneShot ? answerOnce(chat, question) : converse(chat);
    },
  };
}

async function answerOnce(chat: Chat, question: string): Promise<number> {
  const { console, context, service } = chat;
  let text = '';
  let finishReason = '';
  try {
    for await (const event of streamChat(
      { ...service, messages: chat.conversation.messagesFor(question) },
      context.signal,
    )) {
      if (event.kind === 'finish') finishReason = event.reason;
      else {
        text += event.text;
        if (!context.isJson) console.write(event.text);
      }
    }
  } finally {
    if (!context.isJson && text !== '') console.write('\n');
  }
  if (context.isJson) context.terminal.print(JSON.stringify({ model: service.model, answer: text, finishReason }));
  else sayHowItEnded(chat, finishReason);
  return 0;
}

async function converse(chat: Chat): Promise<number> {
  const { console, context, service } = chat;
  const { terminal, signal } = context;
  terminal.say(`Talking to ${service.model} at ${service.baseUrl}. /help tells more; Ctrl-D ends.`);
  for (;;) {
    const line = (await console.ask('> ', signal))?.trim() ?? null;
    if (line === null || line === '/exit' || line === '/quit') {
      if (line === null) terminal.say('');
      return signal.aborted ? 130 : 0;
    }
    if (line.startsWith('/') && !line.includes('\n')) obey(line, chat);
    else if (line !== '') await answerInConversation(chat, line);
  }
}

function obey(line: string, { conversation, context: { terminal } }: Chat): void {
  const [command = '', ...rest] = line.split(' ');
  const text = rest.join(' ').trim();
  if (command === '/help') terminal.say(help);
  else if (command === '/new') {
    conversation.clear();
    terminal.say('A new conversation.');
  } else if (command === '/system') {
    conversation.system = text === '' ? null : text;
    terminal.say(text === '' ? 'No system message.' : 'The system message is set; it holds from the next question on.');
  } else terminal.say(`There is no ${command} here.\n${help}`);
}

async function answerInConversation(chat: Chat, question: string): Promise<void> {
  const { console, context, conversation, service } = chat;
  let text = '';
  let finishReason = '';
  await console.interruptible(context.signal, async (signal) => {
    try {
      const ask = { ...service, messages: conversation.messagesFor(question) };
      for await (const event of streamChat(ask, signal)) {
        if (event.kind === 'finish') finishReason = event.reason;
        else {
          text += event.text;
          console.write(event.text);
        }
      }
      console.write('\n');
      sayHowItEnded(chat, finishReason);
    } catch (error) {
      if (text !== '') console.write('\n');
      if (signal.aborted) context.terminal.say('(stopped)');
      else if (error instanceof Fault) context.terminal.say(`kinglet: ${error.message}`);
      else throw error;
    }
  });
  conversation.keep(question, text);
}

function sayHowItEnded({ context }: Chat, reason: string): void {
  if (reason === 'length') context.terminal.say('(cut off: the answer reached the longest that is allowed)');
  else if (reason === 'content_filter') context.terminal.say('(cut off by the content filter)');
}
