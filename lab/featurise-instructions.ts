// In: the work folder with documents.jsonl. Out: sentences.jsonl: of each document its sentences' features, computed as the service does, and
// which of them are instructions that do not belong there: those that lie in a span for more than their half. Trains nothing.
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { featuresOf, instructionFeatures } from '../src/hierarchy/untrusted/instruction-features.ts';
import { splitSentences } from '../src/hierarchy/untrusted/split-sentences.ts';

const [, , work = '.'] = process.argv;
const output = createWriteStream(`${work}/sentences.jsonl`);
output.write(`${JSON.stringify({ features: instructionFeatures })}\n`);
for await (const line of createInterface({ input: createReadStream(`${work}/documents.jsonl`) })) {
  const { text, spans }: { readonly text: string; readonly spans: readonly (readonly [number, number])[] } =
    JSON.parse(line);
  const labels: number[] = [];
  const plain: string[] = [];
  let at = 0;
  for (const { kind, written, plain: read } of splitSentences(text)) {
    const end = at + written.length;
    if (kind === 'sentence') {
      const inside = spans.reduce(
        (sum, [start, stop]) => sum + Math.max(0, Math.min(end, stop) - Math.max(at, start)),
        0,
      );
      labels.push(inside * 2 > written.length ? 1 : 0);
      plain.push(read);
    }
    at = end;
  }
  const rows = featuresOf(plain).map((row) => Array.from(row, (value) => Number(value.toFixed(3))));
  output.write(`${JSON.stringify({ labels, rows })}\n`);
}
output.end();
