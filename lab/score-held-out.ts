// In: the work folder and the artifact's. Out: held-out-scores.jsonl: the raw scores of every held-out document, computed as the service
// does. Knows no labels.
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { runSteps } from '../src/base/run-steps.ts';
import { loadArtifact } from '../src/safety/scorers/artifact.ts';
import { rawScores } from '../src/safety/scorers/judge-text.ts';

const [, , work = '.', folder = '.'] = process.argv;
const artifact = loadArtifact(folder);
const lines: string[] = [];
let document = -1;
for await (const line of createInterface({ input: createReadStream(`${work}/documents.jsonl`) })) {
  document += 1;
  const { text, part }: { readonly text: string; readonly part: string } = JSON.parse(line);
  if (part !== 'dev') continue;
  const raw = runSteps(rawScores(text, artifact));
  const scores = Array.from(raw.scores, (score) => (Number.isFinite(score) ? Number(score.toFixed(4)) : -99));
  lines.push(JSON.stringify({ document, scores, profanity: raw.profanity }));
}
writeFileSync(`${work}/held-out-scores.jsonl`, `${lines.join('\n')}\n`);
