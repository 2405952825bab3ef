// In: pages of our own and a network that goes by the length of a row. Out: only the worst segments are read, each once; many segments lower the score.
import { expect, test } from 'vitest';
import { createWordpieceTokenizer } from '../../../onnx/wordpiece-tokenizer.ts';
import { defaultArtifactFolder, loadArtifact } from '../artifact.ts';
import { heads } from '../heads.ts';
import { scoreReading } from '../linear-model.ts';
import { createCloserLook } from './closer-look.ts';
import { defaultEncoderFolder, loadEncoderArtifact } from './encoder-artifact.ts';
import { textSegments } from './text-segments.ts';

const firstStage = loadArtifact(defaultArtifactFolder);
const encoder = loadEncoderArtifact(defaultEncoderFolder);
const { tokenize, startId, endId } = createWordpieceTokenizer(encoder.tokenizerJson);
const reader = { firstStage, tokenize, startId, endId, maxTokens: encoder.maxTokens };
const filler =
  'The library opens at nine and closes at five, and entry is free for all who live in the town or work in it. ';
const harsh = 'I hate those filthy immigrants, they are all vermin and should be wiped out. ';
const ofHate = (text: string): number => scoreReading(firstStage.model, text)[heads.indexOf('hate')] ?? 0;
const harshStart = tokenize(harsh).slice(0, 4);

/** Tells how often it was asked, and gives a score to rows with the harsh sentence. */
function countingLook() {
  const rows: (readonly number[])[] = [];
  const look = createCloserLook({
    firstStage,
    encoder,
    reader,
    network: {
      run: async ([row = []]) => {
        rows.push(row);
        const isHarsh = row.some((_, at) => harshStart.every((id, offset) => row[at + offset] === id));
        return { values: new Float32Array(16).fill(isHarsh ? 5 : -5), shape: [1, 16] };
      },
    },
  });
  return { look, rows };
}

test('of a long page the worst segments are read, wherever they stand', async () => {
  const { look, rows } = countingLook();
  const page = `${filler.repeat(30)}${harsh}${filler.repeat(30)}`;
  const found = await look(page, ['hate']);
  expect(rows.length).toBeLessThanOrEqual(3);
  const [sum] = encoder.heads.hate.sums;
  if (sum === undefined) throw new Error('a head has a sum');
  const doublings = Math.log2(Math.min(textSegments(page).length, sum.countedWindows));
  const weight = sum.firstStageWeight * (1 + sum.firstStageGrowth * (doublings - 2));
  const worstSegment = Math.max(...textSegments(page).map(ofHate));
  expect(worstSegment).toBeGreaterThan(ofHate(page) + 0.5);
  expect(found?.hate).toBeCloseTo(5 + weight * worstSegment - sum.marginPerDoubling * doublings - sum.reached, 1);
});

test('a segment that comes again is not read again', async () => {
  const { look, rows } = countingLook();
  const alone = await look(harsh, ['hate']);
  const { firstStageWeight = 0, reached = 0 } = encoder.heads.hate.sums[0] ?? {};
  expect(alone?.hate).toBeCloseTo(5 + firstStageWeight * ofHate(harsh) - reached, 1);
  const read = rows.length;
  expect(await look(harsh, ['hate', 'sexual'])).toEqual(alone);
  expect(rows.length).toBe(read);
});

test('it says nothing of letters that it does not know', async () => {
  const { look, rows } = countingLook();
  expect(await look('Библиотека открывается в девять, вход свободный.', ['hate'])).toBeNull();
  expect(rows).toEqual([]);
});
