// In: the encoder's folder, and texts as JSON lines with a member `text`. Out: for each one line with its raw score for each head, or null where
// the encoder does not read it, as the service computes them. Knows no labels.
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { openEncoderNetwork } from '../src/onnx/encoder-network.ts';
import { createWordpieceTokenizer } from '../src/onnx/wordpiece-tokenizer.ts';
import { defaultArtifactFolder, loadArtifact } from '../src/safety/scorers/artifact.ts';
import { loadEncoderArtifact } from '../src/safety/scorers/encoder/encoder-artifact.ts';
import { rawHeads } from '../src/safety/scorers/encoder/read-scores.ts';
import { readWindows } from '../src/safety/scorers/encoder/read-windows.ts';

const [, , folder = '', inputPath = '', outputPath = ''] = process.argv;
const artifact = loadEncoderArtifact(folder);
const { modelPath, tokenizerJson, maxTokens } = artifact;
const { vocabulary } = loadArtifact(defaultArtifactFolder);
const { tokenize, startId, endId } = createWordpieceTokenizer(tokenizerJson);
const network = await openEncoderNetwork({ modelPath, threads: 2, outputName: 'outputs' });
const output = createWriteStream(outputPath);
/** Of one run of the network. */
const batchRows = 16;

for await (const line of createInterface({ input: createReadStream(inputPath), crlfDelay: Number.POSITIVE_INFINITY })) {
  const { text } = JSON.parse(line) as { readonly text: string };
  const windows = readWindows(text, { vocabulary, tokenize, startId, endId, maxTokens });
  const outputs: Float32Array[] = [];
  for (let start = 0; start < windows.length; start += batchRows) {
    const { values, shape } = await network.run(windows.slice(start, start + batchRows));
    const width = shape[1] ?? 0;
    for (let at = 0; at < values.length; at += width) outputs.push(values.slice(at, at + width));
  }
  const raw = outputs.length === 0 ? null : rawHeads(outputs, artifact);
  output.write(`${JSON.stringify(raw)}\n`);
}
await network.release();
output.end();
