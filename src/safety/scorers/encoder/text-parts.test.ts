// In: texts of our own and the shipped encoder's tokenizer. Out: parts that are the text, and whose ids are those of the text, whatever stands in it.
import { expect, test } from 'vitest';
import { createWordpieceTokenizer } from '../../../onnx/wordpiece-tokenizer.ts';
import { defaultArtifactFolder, loadArtifact } from '../artifact.ts';
import { heads } from '../heads.ts';
import { defaultEncoderFolder, loadEncoderArtifact } from './encoder-artifact.ts';
import { readWindows } from './read-windows.ts';
import { textParts } from './text-parts.ts';

const { tokenizerJson, maxTokens } = loadEncoderArtifact(defaultEncoderFolder);
const { tokenize, startId, endId } = createWordpieceTokenizer(tokenizerJson);
const firstStage = loadArtifact(defaultArtifactFolder);
const reader = { firstStage, tokenize, startId, endId, maxTokens };
const threat = 'i will kill you with that knife tonight. ';
const prose = 'The café’s 2nd harbour opens at nine—well, “almost”. Größe: 3.5 m; naïve?\n\n\tÜber 40% of\u00a0it. ';
const runs: readonly (readonly [string, string])[] = [
  ['letters', 'qkzv'.repeat(150)],
  ['words with digits', 'qk7zv'.repeat(120)],
  ['JSON without blanks', JSON.stringify(Array.from({ length: 200 }, (_, id) => ({ id, name: `a${id}b`, ok: true })))],
  ['base64', Buffer.from(prose.repeat(5)).toString('base64')],
];

test.each([['prose', prose.repeat(20)] as const, ...runs])('%s', (_, text) => {
  for (const whole of [text, `${prose}${text} ${threat}`]) {
    const parts = textParts(whole, tokenize);
    expect(parts.map((part) => part.text).join('')).toBe(whole);
    expect(parts.flatMap(({ ids }) => ids)).toEqual(tokenize(whole));
    for (const [at, { ids, from, to }] of parts.entries()) {
      expect(from).toBe(parts[at - 1]?.to ?? 0);
      expect(to - from).toBe(ids.length);
    }
  }
});

test.each(runs)('a sentence behind %s is rated with the window that holds it', (_, run) => {
  const [first = 0] = tokenize('knife');
  for (const behind of ['', prose.repeat(30)]) {
    const [reading] = readWindows(`${run} ${threat}${behind}`, reader, null);
    const rated = reading?.windows.filter(({ row }) => row.includes(first)) ?? [];
    expect(rated.length).toBeGreaterThan(0);
    expect(Math.max(...rated.map((window) => window.firstStage[heads.indexOf('violence')] ?? 0))).toBeGreaterThan(-1);
  }
});

test('runs without blanks take time in proportion to them', () => {
  for (const [name, run] of runs) {
    const text = run.repeat(Math.ceil(60_000 / run.length));
    const start = process.cpuUsage();
    readWindows(text, reader, null);
    expect(process.cpuUsage(start).user, name).toBeLessThan(1_500_000);
  }
});
