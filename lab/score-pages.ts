// In: the work folder and the artifact's. Out: pages-scores.jsonl: the raw scores of every held-out page, and unseen-scores.jsonl: of every text
// of the sets that are for tests, both computed as the service does. Knows no labels.
import { createReadStream, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { rawPageScores } from '../src/safety/scorers/pages/judge-page.ts';
import { loadPagesArtifact } from '../src/safety/scorers/pages/pages-artifact.ts';

const [, , work = '.', folder = '.'] = process.argv;
const artifact = loadPagesArtifact(folder);

/** Of a page without words: less than any other. */
const nothing = { spam: -99, personalData: -99 };

for (const [from, to] of [
  ['pages.jsonl', 'pages-scores.jsonl'],
  ['unseen.jsonl', 'unseen-scores.jsonl'],
] as const) {
  const lines: string[] = [];
  let page = -1;
  for await (const line of createInterface({ input: createReadStream(`${work}/${from}`) })) {
    page += 1;
    const { text, split }: { readonly text: string; readonly split: string } = JSON.parse(line);
    if (split === 'train') continue;
    const steps = rawPageScores(text, artifact);
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    const { spam, personalData } = step.value ?? nothing;
    lines.push(JSON.stringify({ page, spam: Number(spam.toFixed(4)), personalData: Number(personalData.toFixed(4)) }));
  }
  writeFileSync(`${work}/${to}`, `${lines.join('\n')}\n`);
}
