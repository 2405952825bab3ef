// In: pages of our own and a network that goes by the length of a row. Out: only the worst segments are read, each once; many segments lower the score.
import { expect, test } from 'vitest';
import { createWordpieceTokenizer } from '../../../onnx/wordpiece-tokenizer.ts';
import { defaultArtifactFolder, loadArtifact } from '../artifact.ts';
import type { RawScores } from '../judge-text.ts';
import { createCloserLook } from './closer-look.ts';
import { defaultEncoderFolder, loadEncoderArtifact } from './encoder-artifact.ts';

const firstStage = loadArtifact(defaultArtifactFolder);
const encoder = loadEncoderArtifact(defaultEncoderFolder);
const { tokenize, startId, endId } = createWordpieceTokenizer(encoder.tokenizerJson);
const reader = { firstStage, tokenize, startId, endId, maxTokens: encoder.maxTokens };
const none = [0, 0, 0, 0, 0, 0];
const raw: RawScores = { scores: none, newScores: none, profanity: 0 };
const filler =
  'The library opens at nine and closes at five, and entry is free for all who live in the town or work in it. ';
const harsh = 'I hate those filthy immigrants, they are all vermin and should be wiped out. ';
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
  const heads = await look(page, raw, ['hate']);
  expect(rows.length).toBeLessThanOrEqual(3);
  expect(heads?.hate).toBeCloseTo(5 - encoder.heads.hate.marginPerDoubling * 3, 5);
});

test('a segment that comes again is not read again', async () => {
  const { look, rows } = countingLook();
  const alone = await look(harsh, raw, ['hate']);
  expect(alone?.hate).toBeCloseTo(5, 5);
  const read = rows.length;
  expect(await look(harsh, raw, ['hate', 'sexual'])).toEqual(alone);
  expect(rows.length).toBe(read);
});

test('it says nothing of letters that it does not know', async () => {
  const { look, rows } = countingLook();
  expect(await look('Библиотека открывается в девять, вход свободный.', raw, ['hate'])).toBeNull();
  expect(rows).toEqual([]);
});
