// In: a text that the first stage is not sure of. Out: what it and the encoder say of it together, of the segments that the
// first stage finds worst only: a page of a corpus has many that say nothing. A segment is read by itself, so that its scores do not depend on
// what is read beside it, and remembered, since pages repeat each other. Knows no policy and no thread.
import { createHash } from 'node:crypto';
import { LeastRecentlyUsed } from '../../../base/least-recently-used.ts';
import { runSteps } from '../../../base/run-steps.ts';
import type { HarmCategory } from '../../../contract/safety.ts';
import type { EncoderNetwork } from '../../../onnx/encoder-network.ts';
import type { FirstStageArtifact } from '../artifact.ts';
import { heads as firstStageHeads, type Head } from '../heads.ts';
import { rawScores } from '../judge-text.ts';
import type { EncoderArtifact } from './encoder-artifact.ts';
import { type RawHeads, type SeenWindow, scoreReadings } from './read-scores.ts';
import { readWindows, type WindowReader } from './read-windows.ts';
import { textSegments } from './text-segments.ts';

export interface CloserLookParts {
  readonly firstStage: FirstStageArtifact;
  readonly encoder: Pick<EncoderArtifact, 'heads'>;
  readonly reader: WindowReader;
  readonly network: Pick<EncoderNetwork, 'run'>;
}

/** Null where the encoder can read nothing of it. */
export type CloserLook = (text: string, harms: readonly HarmCategory[]) => Promise<RawHeads | null>;

/** Segments read for each harm in question. */
const readSegments = 3;
/** Entries of some hundred bytes: one window or two. A segment itself would hold the page that it was cut from. */
const rememberedSegments = 20_000;

interface Segment {
  readonly text: string;
  readonly firstStage: readonly number[];
}

export function createCloserLook({ firstStage, encoder, reader, network }: CloserLookParts): CloserLook {
  const known = new LeastRecentlyUsed<readonly SeenWindow[]>(rememberedSegments);

  async function read(text: string): Promise<readonly SeenWindow[]> {
    const digest = createHash('sha256').update(text).digest('base64');
    const found = known.get(digest);
    if (found !== undefined) return found;
    const seen: SeenWindow[] = [];
    for (const { row, firstStage } of readWindows(text, reader, null).flatMap(({ windows }) => windows))
      seen.push({ outputs: (await network.run([row])).values, firstStage });
    known.set(digest, seen, 1);
    return seen;
  }

  return async (text, harms) => {
    const segments = textSegments(text).map((segment): Segment => ({ text: segment, firstStage: rawOf(segment) }));
    const windows: SeenWindow[] = [];
    for (const { text: segment } of worstOf(segments, harms)) windows.push(...(await read(segment)));
    // A segment is a window or two: of a page a little less is asked than of a conversation's text.
    return windows.length === 0 ? null : scoreReadings([{ windows, windowCount: segments.length }], encoder);
  };

  function rawOf(text: string): readonly number[] {
    return runSteps(rawScores(text, firstStage)).scores;
  }
}

function worstOf(segments: readonly Segment[], harms: readonly HarmCategory[]): ReadonlySet<Segment> {
  const scoreOf = ({ firstStage }: Segment, head: Head): number => firstStage[firstStageHeads.indexOf(head)] ?? 0;
  return new Set(
    harms.flatMap((harm) =>
      [...segments].sort((one, other) => scoreOf(other, harm) - scoreOf(one, harm)).slice(0, readSegments),
    ),
  );
}
