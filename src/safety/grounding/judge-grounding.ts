// In: an answer, the sources that it should come from, and a model to ask. Out: what of it they do not support. What words alone settle costs
// no question; the others are asked one after the other, so that each finds the prompt of the one before it in the slot. Knows no policy.
import { countCodePoints } from '../../base/count-code-points.ts';
import type { TextSpan } from '../../contract/safety.ts';
import { choosePassages } from './choose-passages.ts';
import { compareWords } from './compare-words.ts';
import { type GroundingQuestion, supportQuestion } from './judge-prompts.ts';
import type { GroundingPorts } from './model-judge.ts';
import { indexSources, type SourceIndex } from './source-index.ts';
import { type Claim, joinClaims, splitClaims } from './split-claims.ts';

export interface GroundingAsk {
  readonly text: string;
  readonly sources: readonly string[];
  readonly query: string | null;
  /** What else an answer may repeat: it makes nothing grounded, but is not strange either. */
  readonly given: readonly string[];
  readonly isMedical: boolean;
}

export interface UngroundedClaim {
  readonly text: string;
  /** Within the answer. */
  readonly span: TextSpan;
  /** To ask more about it; of claims that words settled as well. */
  readonly question: GroundingQuestion;
}

export interface Grounding {
  readonly ungrounded: readonly UngroundedClaim[];
  /** Code points of what is ungrounded, of those of all statements; 0 to 1. */
  readonly ungroundedShare: number;
}

/** So many statements of one answer at most: neighbours are judged together where there are more. */
const mostClaims = 32;
/** UTF-16 units: about a thousand tokens of English. */
const passageUnits = 4000;
/** Of all sources: of what is longer the end counts, which in a conversation is the newest. */
const sourceUnits = 120_000;
const beforeUnits = 240;
const queryUnits = 1000;
/** The share of yes that it takes; more where words already tell against it. */
const leastShare = 0.5;
const leastShareOfStrange = 0.85;

export async function judgeGrounding(
  ask: GroundingAsk,
  ports: GroundingPorts,
  signal: AbortSignal,
): Promise<Grounding> {
  const claims = joinClaims(splitClaims(ask.text), mostClaims, ask.text);
  const sources = await indexSources(lastUnits(ask.sources, sourceUnits));
  const attacks = new AttackFinder(ports);
  const ungrounded: UngroundedClaim[] = [];
  for (const claim of claims) {
    signal.throwIfAborted();
    const question = await questionAbout(claim, ask, sources, attacks, signal);
    if (await isGrounded(claim, { ask, sources, attacks, question, ports }, signal)) continue;
    ungrounded.push({ text: claim.text, span: spanOf(claim, ask.text), question });
  }
  const lengthOf = (all: readonly { readonly text: string }[]) =>
    all.reduce((sum, { text }) => sum + countCodePoints(text), 0);
  return { ungrounded, ungroundedShare: claims.length === 0 ? 0 : lengthOf(ungrounded) / lengthOf(claims) };
}

interface ClaimContext {
  readonly ask: GroundingAsk;
  readonly sources: SourceIndex;
  readonly attacks: AttackFinder;
  readonly question: GroundingQuestion;
  readonly ports: GroundingPorts;
}

async function isGrounded(
  claim: Claim,
  { ask, sources, attacks, question, ports }: ClaimContext,
  signal: AbortSignal,
): Promise<boolean> {
  const words = compareWords({ text: claim.text, isAnswer: ask.query !== null }, sources, ask.given);
  if (words.kind === 'unknown-number') return false;
  if (words.kind === 'verbatim') {
    const [isAttack] = await attacks.find([words.sentence.text], signal);
    if (isAttack !== true) return true;
  }
  const share = await ports.judge.shareOfYes(supportQuestion(question), signal);
  return share >= (words.kind === 'strange' ? leastShareOfStrange : leastShare);
}

async function questionAbout(
  claim: Claim,
  { text, query, isMedical }: GroundingAsk,
  sources: SourceIndex,
  attacks: AttackFinder,
  signal: AbortSignal,
): Promise<GroundingQuestion> {
  const passages = choosePassages(claim.text, sources, passageUnits);
  const isAttack = await attacks.find(
    passages.flatMap(({ sentences }) => sentences),
    signal,
  );
  let at = 0;
  const shown = passages.map(({ sentences }) => sentences.filter(() => isAttack[at++] !== true).join(' '));
  return {
    passages: shown.filter((passage) => passage !== ''),
    query: query === null ? null : query.slice(0, queryUnits).toWellFormed(),
    before: text
      .slice(Math.max(0, claim.start - beforeUnits), claim.start)
      .trim()
      .toWellFormed(),
    statement: claim.text,
    isMedical,
  };
}

function lastUnits(sources: readonly string[], most: number): readonly string[] {
  let room = most;
  const kept = sources.toReversed().map((source) => {
    const end = room === 0 ? '' : source.slice(-room).toWellFormed();
    room -= end.length;
    return end;
  });
  return kept.toReversed();
}

/** Asks about each sentence once, however many statements it is shown with. */
class AttackFinder {
  readonly #known = new Map<string, boolean>();
  readonly #ports: GroundingPorts;

  constructor(ports: GroundingPorts) {
    this.#ports = ports;
  }

  async find(sentences: readonly string[], signal: AbortSignal): Promise<readonly boolean[]> {
    const unknown = [...new Set(sentences)].filter((sentence) => !this.#known.has(sentence));
    const found = unknown.length === 0 ? [] : await this.#ports.findAttacks(unknown, signal);
    for (const [place, sentence] of unknown.entries()) this.#known.set(sentence, found[place] ?? false);
    return sentences.map((sentence) => this.#known.get(sentence) ?? false);
  }
}

function spanOf({ start, end }: Claim, text: string): TextSpan {
  const before = countCodePoints(text.slice(0, start));
  return { start: before, end: before + countCodePoints(text.slice(start, end)) };
}
