// In: who said what. Out: conversations, pieces of answers that call functions, and tests of what is held back. Knows no case.
import { describe, expect, test } from 'vitest';
import type { FinishReason, Piece } from '../../contract/piece.ts';
import type { Turn, TurnRole, UserPiece } from '../../contract/turn.ts';
import type { GuardPolicy } from './guard-calls.ts';
import { type CallSuspicion, createCallJudge } from './judge-call.ts';
import { type GuardedConversation, spokenTexts } from './spoken-texts.ts';

export function turnOf(role: TurnRole, text: string): Turn {
  return { role, parts: [{ kind: 'text', text }], name: null, toolCalls: [], toolCallId: null };
}

/** Documents stand between `<<` and `>>`. */
export function splitDocuments(text: string): readonly UserPiece[] {
  return text
    .split(/(<<|>>)/)
    .filter((piece) => piece !== '')
    .map((piece, place, all) => {
      if (piece === '<<' || piece === '>>') return { kind: 'mark', text: piece };
      return { kind: all[place - 1] === '<<' ? 'document' : 'words', text: piece };
    });
}

export interface Said {
  readonly user: string;
  readonly tool?: string;
  readonly system?: string;
  readonly suspect?: readonly string[];
}

export function conversationOf({ user, tool, system, suspect }: Said): GuardedConversation {
  return {
    turns: [
      ...(system === undefined ? [] : [turnOf('system', system)]),
      turnOf('user', user),
      ...(tool === undefined ? [] : [turnOf('tool', tool)]),
    ],
    splitDocuments,
    ...(suspect === undefined ? {} : { suspectTexts: suspect }),
  };
}

export interface JudgedCase extends Said {
  readonly what: string;
  readonly name: string;
  /** A text is written as it is. */
  readonly values: unknown;
}

export function suspicionOf({ name, values, ...said }: JudgedCase): CallSuspicion | null {
  const argumentsJson = typeof values === 'string' ? values : JSON.stringify(values);
  return createCallJudge(spokenTexts(conversationOf(said)))({ name, argumentsJson });
}

export function testJudged({ held, allowed }: Readonly<Record<'held' | 'allowed', readonly JudgedCase[]>>): void {
  describe('held back', () => {
    test.each(held)('$what', (item) => expect(suspicionOf(item)).not.toBeNull());
  });
  describe('allowed', () => {
    test.each(allowed)('$what', (item) => expect(suspicionOf(item)).toBeNull());
  });
}

export const holding: GuardPolicy = { toolGuard: 'hold', consequentialTools: ['*'] };

export const say = (text: string, choice = 0): Piece => ({ kind: 'text-delta', choice, text, logprobs: [] });
export const finish = (reason: FinishReason, choice = 0): Piece => ({ kind: 'finish', choice, reason, stopText: null });
export const usage: Piece = { kind: 'usage', usage: { promptTokens: 1, completionTokens: 2, cachedTokens: 0 } };

/** `cuts` are places in the arguments where one delta ends and the next begins. */
export function callPieces(
  call: number,
  name: string,
  values: unknown,
  cuts: readonly number[] = [],
  choice = 0,
): readonly Piece[] {
  const json = typeof values === 'string' ? values : JSON.stringify(values);
  const places = [0, ...[...cuts].sort((left, right) => left - right), json.length];
  const deltas = places.slice(1).map((end, at) => json.slice(places[at] ?? 0, end));
  return [
    { kind: 'tool-call-start', choice, call, id: `call_${call}`, name },
    ...deltas.map((text): Piece => ({ kind: 'tool-call-delta', choice, call, text })),
    { kind: 'tool-call-end', choice, call },
  ];
}

export async function guardedPieces(
  guard: (pieces: AsyncIterable<Piece>) => AsyncIterable<Piece>,
  pieces: readonly Piece[],
): Promise<readonly Piece[]> {
  const shown: Piece[] = [];
  const source = (async function* () {
    yield* pieces;
  })();
  for await (const piece of guard(source)) shown.push(piece);
  return shown;
}
