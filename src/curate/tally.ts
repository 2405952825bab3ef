// In: records, what was found in them and what they are labelled with. Out: counts, histograms and the samples of a report. Plain data that
// a journal can hold; adding is all that changes it. Knows no file and no clock.
import { createHash } from 'node:crypto';
import { binOf, type Filter, type FilterName, type FilterScores, filterScales } from './filters.ts';
import { labelsOf } from './labels-of.ts';
import type { CurateSettings, SourceRecord } from './settings.ts';

export interface Sample {
  readonly input: string;
  readonly number: number;
  readonly score: number;
  /** SHA-256 of the text. */
  readonly digest: string;
  /** The beginning of the text without personal data; null where none was asked for. */
  readonly excerpt: string | null;
}

export interface FilterTally {
  /** Documents for which somebody told a score. */
  judged: number;
  found: number;
  /** By `binOf`. */
  readonly scores: number[];
  /** Of labelled documents only: those that the filter should find, and the others. */
  readonly scoresOfPositives: number[];
  readonly scoresOfNegatives: number[];
  /** Of the labelled documents that were found. */
  foundPositives: number;
  foundNegatives: number;
  readonly samples: Sample[];
}

export interface Counts {
  documents: number;
  kept: number;
  found: number;
  /** By each filter; a document may be found by several. */
  readonly foundBy: Partial<Record<FilterName, number>>;
  rejected: number;
  /** Of content, decompressed. */
  sizeBytes: number;
}

export interface Tally {
  readonly counts: Counts;
  readonly rejections: Record<string, number>;
  labelled: number;
  readonly filters: Partial<Record<FilterName, FilterTally>>;
}

export interface Judged {
  readonly input: string;
  readonly record: SourceRecord;
  readonly scores: FilterScores;
  readonly found: readonly FilterName[];
}

export type TallySettings = Pick<CurateSettings, 'filters' | 'samples' | 'labelField'>;

/** Samples without a text, where no texts are asked for: enough to look some up. */
const digestSamples = 5;
const excerptUnits = 300;
/** So much is looked through for personal data, so that none is cut in two where the excerpt ends. */
const excerptSourceUnits = 2000;

export function emptyCounts(): Counts {
  return { documents: 0, kept: 0, found: 0, foundBy: {}, rejected: 0, sizeBytes: 0 };
}

export function emptyTally(filters: readonly Filter[]): Tally {
  const bins = (name: FilterName): number[] => Array.from({ length: filterScales[name].binCount }, () => 0);
  return {
    counts: emptyCounts(),
    rejections: {},
    labelled: 0,
    filters: Object.fromEntries(
      filters.map(({ name }) => [
        name,
        {
          ...{ judged: 0, found: 0, scores: bins(name), samples: [] },
          ...{ scoresOfPositives: bins(name), scoresOfNegatives: bins(name), foundPositives: 0, foundNegatives: 0 },
        },
      ]),
    ),
  };
}

export function addCounts(counts: Counts, { record, found }: Pick<Judged, 'record' | 'found'>): void {
  counts.sizeBytes += record.sizeBytes;
  if (record.rejection !== null) counts.rejected += 1;
  if (record.text === null) return;
  counts.documents += 1;
  counts[found.length > 0 ? 'found' : 'kept'] += 1;
  for (const name of found) counts.foundBy[name] = (counts.foundBy[name] ?? 0) + 1;
}

export function addToTally(
  tally: Tally,
  judged: Judged,
  { settings, redact }: { readonly settings: TallySettings; readonly redact: (text: string) => string },
): void {
  const { record, scores, found } = judged;
  addCounts(tally.counts, judged);
  if (record.rejection !== null) tally.rejections[record.rejection] = (tally.rejections[record.rejection] ?? 0) + 1;
  if (record.text === null) return;
  const labels = settings.labelField === null ? null : labelsOf(record.labels);
  if (labels !== null) tally.labelled += 1;
  for (const { name } of settings.filters) {
    const filter = tally.filters[name];
    const score = scores[name];
    if (filter === undefined || score === undefined) continue;
    const bin = binOf(name, score);
    filter.judged += 1;
    increase(filter.scores, bin);
    const label = labels?.(name) ?? null;
    if (label !== null) increase(label ? filter.scoresOfPositives : filter.scoresOfNegatives, bin);
    if (!found.includes(name)) continue;
    filter.found += 1;
    if (label !== null) filter[label ? 'foundPositives' : 'foundNegatives'] += 1;
    addSample(filter.samples, { ...judged, text: record.text, score }, { shown: settings.samples, redact });
  }
}

function increase(bins: number[], bin: number): void {
  bins[bin] = (bins[bin] ?? 0) + 1;
}

/** Those with the lowest digests: drawn from the whole run as by lot, and the same ones in every run. */
function addSample(
  samples: Sample[],
  { input, record, text, score }: Judged & { readonly text: string; readonly score: number },
  { shown, redact }: { readonly shown: number; readonly redact: (text: string) => string },
): void {
  const limit = Math.max(shown, digestSamples);
  const digest = createHash('sha256').update(text).digest('hex');
  const last = samples[limit - 1];
  if (samples.some((sample) => sample.digest === digest) || (last !== undefined && last.digest <= digest)) return;
  const excerpt = shown === 0 ? null : redact(text.slice(0, excerptSourceUnits)).slice(0, excerptUnits);
  samples.push({ input, number: record.end.number, score, digest, excerpt });
  samples.sort((one, other) => (one.digest < other.digest ? -1 : 1));
  samples.splice(limit);
}
