// In: the encoder's folder, texts as JSON lines with a member `text`, and the first stage's folder where it is not the service's. Out: for each
// text one line with what the encoder and the first stage say of each window of each reading, none where the encoder does not read the text, what the
// artifact's sums make of that, and what the first stage says of the whole: as the service computes them, but of every window. Knows no labels.
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { runSteps } from '../src/base/run-steps.ts';
import { openEncoderNetwork } from '../src/onnx/encoder-network.ts';
import { createWordpieceTokenizer } from '../src/onnx/wordpiece-tokenizer.ts';
import { defaultArtifactFolder, loadArtifact } from '../src/safety/scorers/artifact.ts';
import { loadEncoderArtifact } from '../src/safety/scorers/encoder/encoder-artifact.ts';
import { scoreReadings } from '../src/safety/scorers/encoder/read-scores.ts';
import { readWindows } from '../src/safety/scorers/encoder/read-windows.ts';
import { rawScores } from '../src/safety/scorers/judge-text.ts';

const [, , folder = '', inputPath = '', outputPath = '', firstStageFolder = defaultArtifactFolder] = process.argv;
const artifact = loadEncoderArtifact(folder);
const { modelPath, tokenizerJson, maxTokens } = artifact;
const firstStage = loadArtifact(firstStageFolder);
const { tokenize, startId, endId } = createWordpieceTokenizer(tokenizerJson);
const network = await openEncoderNetwork({ modelPath, threads: 2, outputName: 'outputs' });
const output = createWriteStream(outputPath);
/** Of one run of the network. */
const batchRows = 16;

function rounded(values: ArrayLike<number>): number[] {
  return Array.from(values, (value) => Math.round(value * 1e4) / 1e4);
}

for await (const line of createInterface({ input: createReadStream(inputPath), crlfDelay: Number.POSITIVE_INFINITY })) {
  const { text } = JSON.parse(line) as { readonly text: string };
  const readings: { outputs: number[][]; firstStage: number[][]; windowCount: number }[] = [];
  for (const { windows, windowCount } of readWindows(text, { firstStage, tokenize, startId, endId, maxTokens }, null)) {
    const rows = windows.map(({ row }) => row);
    const outputs: number[][] = [];
    for (let start = 0; start < rows.length; start += batchRows) {
      const { values, shape } = await network.run(rows.slice(start, start + batchRows));
      const width = shape[1] ?? 0;
      for (let at = 0; at < values.length; at += width) outputs.push(rounded(values.slice(at, at + width)));
    }
    readings.push({ outputs, firstStage: windows.map((window) => rounded(window.firstStage)), windowCount });
  }
  const seen = readings.map(({ outputs, firstStage, windowCount }) => ({
    windows: outputs.map((values, at) => ({ outputs: values, firstStage: firstStage[at] ?? [] })),
    windowCount,
  }));
  const together = seen.length === 0 ? null : scoreReadings(seen, artifact);
  output.write(`${JSON.stringify({ readings, together, firstStage: runSteps(rawScores(text, firstStage)).scores })}\n`);
}
await network.release();
output.end();
