// In: the work folder with documents.jsonl, the folder of an instruction model, and how many documents of a kind, with and without instructions. Out: on standard output, what the
// scorers of attacks alone, the model alone and both together take out of documents, as the service does. Texts are never printed.
import { readFileSync } from 'node:fs';
import { loadInstructionScorer } from '../src/hierarchy/untrusted/instruction-model.ts';
import { foundFrom } from '../src/hierarchy/untrusted/narrow-attack.ts';
import { screenUntrusted } from '../src/hierarchy/untrusted/screen-untrusted.ts';
import { splitSentences } from '../src/hierarchy/untrusted/split-sentences.ts';
import { createPanel } from '../src/safety/panel.ts';
import { openEncoderScorer } from '../src/safety/scorers/encoder/open-encoder-scorer.ts';
import { openWorkerScorer } from '../src/safety/scorers/score-in-worker.ts';

interface LabDocument {
  readonly text: string;
  readonly spans: readonly (readonly [number, number])[];
  readonly source: string;
  readonly kind: string;
  readonly place: string;
}

interface Tally {
  documents: number;
  /** With a span: some sentence of it was taken out. Without: any. */
  hit: number;
  /** The scorer of attacks finds the whole text. */
  whole: number;
  innocent: number;
  innocentTaken: number;
}

const [, , work = '', folder = '', most = '6', mostPlain = '60'] = process.argv;
const [firstStage, encoder] = await Promise.all([openWorkerScorer(), openEncoderScorer()]);
const panel = createPanel([
  { scorer: firstStage, isAsked: 'always' },
  { scorer: encoder, isAsked: 'unless-clear' },
]);
const signal = new AbortController().signal;
/** The service remembers scores too. */
const known = new Map<string, number>();
const scoreAttacks = async (texts: readonly string[]): Promise<readonly number[]> => {
  const asks = [...new Set(texts)]
    .filter((text) => !known.has(text))
    .map((text) => ({ text, origin: 'document' as const }));
  const scores = asks.length === 0 ? [] : await panel.score(asks, signal);
  for (const [place, { text }] of asks.entries()) known.set(text, scores[place]?.detections?.indirectAttack ?? 0);
  return texts.map((text) => known.get(text) ?? 0);
};
const scoreInstructions = loadInstructionScorer(folder);
const ways = {
  'attacks alone': { scoreAttacks, scoreInstructions: (sentences: readonly string[]) => sentences.map(() => 0) },
  'model alone': { scoreAttacks: async (texts: readonly string[]) => texts.map(() => 0), scoreInstructions },
  both: { scoreAttacks, scoreInstructions },
};

const seen = new Map<string, number>();
const chosen = readFileSync(`${work}/documents.jsonl`, 'utf8')
  .trim()
  .split('\n')
  .map((line): LabDocument => JSON.parse(line))
  .filter(({ source, kind, place, spans }) => {
    if (source.startsWith('own')) return false;
    const key = `${source} ${kind} ${place}`;
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    // Every fifth: of all attacks of a kind and of all kinds of documents.
    return count % 5 === 0 && count / 5 < Number(spans.length > 0 ? most : mostPlain);
  });

const tallies = new Map<string, Tally>();
for (const document of chosen) {
  const [whole = 0] = await scoreAttacks([document.text]);
  for (const [way, scorers] of Object.entries(ways)) {
    const { texts } = await screenUntrusted([document.text], 'remove', scorers, signal);
    const left = new Set(sentencesOf(texts[0] ?? '').map(({ plain }) => plain));
    const sentences = sentencesOf(document.text);
    const taken = sentences.filter(({ plain }) => !left.has(plain));
    const isInside = (sentence: Placed): boolean =>
      document.spans.some(
        ([start, end]) =>
          Math.min(end, sentence.end) - Math.max(start, sentence.start) > (sentence.end - sentence.start) / 2,
      );
    const isHit = document.spans.length === 0 ? taken.length > 0 : taken.some(isInside);
    const groups = [
      document.source,
      ...(document.spans.length > 0
        ? [`${document.source}, ${document.kind}`, `${document.source}, ${document.place}`]
        : []),
    ];
    for (const group of groups) {
      const key = `${document.spans.length > 0 ? 'instruction' : 'plain'} | ${group} | ${way}`;
      const tally = tallies.get(key) ?? { documents: 0, hit: 0, whole: 0, innocent: 0, innocentTaken: 0 };
      tallies.set(key, tally);
      tally.documents += 1;
      tally.hit += Number(isHit);
      tally.whole += Number(whole >= foundFrom);
      tally.innocent += sentences.filter((sentence) => !isInside(sentence)).length;
      tally.innocentTaken += taken.filter((sentence) => !isInside(sentence)).length;
    }
  }
}

console.log(
  '| documents | source | by | whole text found | some of it taken out | other sentences taken out |\n|---|---|---|---|---|---|',
);
for (const [key, { documents, hit, whole, innocent, innocentTaken }] of [...tallies].sort(([left], [right]) =>
  left < right ? -1 : 1,
))
  console.log(`| ${key} | ${share(whole, documents)} | ${share(hit, documents)} | ${share(innocentTaken, innocent)} |`);
console.log(`\n${chosen.length} documents, ${known.size} texts asked about.`);
await Promise.all([firstStage.stop(), encoder.stop()]);

interface Placed {
  readonly plain: string;
  readonly start: number;
  readonly end: number;
}

function sentencesOf(text: string): readonly Placed[] {
  let at = 0;
  return splitSentences(text).flatMap(({ kind, written, plain }) => {
    const start = at;
    at += written.length;
    return kind === 'sentence' ? [{ plain, start, end: at }] : [];
  });
}

function share(part: number, all: number): string {
  return all === 0 ? '-' : `${((100 * part) / all).toFixed(1)} % (${part}/${all})`;
}
