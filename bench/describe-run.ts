// In: this machine and, where one runs, the engine. Out: what a reader needs to compare the figures with others.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { pipeline } from 'node:stream/promises';
import type { EngineProcess } from './find-engine-process.ts';
import { at } from './read-events.ts';
import type { Side, StartedSide } from './side.ts';

export interface MachineFacts {
  readonly processor: string;
  readonly coreCount: number;
  readonly memoryBytes: number;
  readonly platform: string;
  readonly nodeVersion: string;
  /** Of the last minute before the first measurement: above a tenth of the cores, others were at work. */
  readonly loadAverage: number;
}

export interface EngineDescription {
  /** What the service says it chose. */
  readonly chosen: string;
  readonly build: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly modelPath: string;
  readonly modelDigest: string;
}

export function describeMachine(): MachineFacts {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    coreCount: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    nodeVersion: process.version,
    loadAverage: loadavg()[0] ?? 0,
  };
}

export async function describeEngine(
  engine: EngineProcess,
  alone: Side,
  kinglet: StartedSide,
): Promise<EngineDescription> {
  const parameters: unknown = JSON.parse(engine.environment['KINGLET_ENGINE_PARAMETERS'] ?? 'null');
  const modelPath = String(at(parameters, 'modelPath') ?? engine.words[engine.words.indexOf('--model') + 1]);
  const answer = await fetch(`http://127.0.0.1:${alone.port}/props`, { headers: alone.headers });
  const hash = createHash('sha256');
  await pipeline(createReadStream(modelPath), hash);
  return {
    chosen: /^kinglet: engine (.*)$/m.exec(kinglet.child.log())?.[1] ?? 'unknown',
    build: String(at(await answer.json(), 'build_info') ?? 'unknown'),
    command: engine.command,
    words: parameters === null ? engine.words : [JSON.stringify(parameters)],
    modelPath,
    modelDigest: hash.digest('hex'),
  };
}
