// In: a finished run. Out: what `report.json` says of it: counts, thresholds, scorers, histograms, samples, and precision and recall where
// documents were labelled. Pure.
import { binStart, type Filter, type FilterName } from './filters.ts';
import type { JournalState } from './journal.ts';
import type { CurateSettings } from './settings.ts';
import type { FilterTally, Sample } from './tally.ts';

export interface Measured {
  readonly threshold: number;
  /** Null where nothing was found. */
  readonly precision: number | null;
  /** Null where no document is labelled so. */
  readonly recall: number | null;
  readonly found: number;
}

export interface FilterReport {
  readonly name: FilterName;
  readonly threshold: number;
  /** 0 means that no scorer here tells it: nothing was filtered by it. */
  readonly judged: number;
  readonly found: number;
  readonly histogram: readonly { readonly from: number; readonly documents: number }[];
  readonly samples: readonly Sample[];
  /** At the run's threshold, of its labelled documents; null where none are. */
  readonly measured: Measured | null;
  /** The same at other thresholds. */
  readonly measuredAt: readonly Measured[];
}

export interface CurateReport {
  readonly mode: CurateSettings['mode'];
  readonly scorers: string;
  readonly documents: number;
  readonly kept: number;
  readonly found: number;
  readonly rejected: number;
  readonly rejections: Readonly<Record<string, number>>;
  readonly unreadableInputs: number;
  readonly labelled: number;
  readonly sizeBytes: number;
  readonly seconds: number;
  readonly megabytesPerSecond: number;
  /** How often the run was begun: 1 where it was never stopped. */
  readonly starts: number;
  readonly filters: readonly FilterReport[];
  readonly settings: CurateSettings;
}

export function describeRun(state: JournalState, settings: CurateSettings, scorers: string): CurateReport {
  const { counts, rejections, labelled, filters } = state.tally;
  const seconds = state.activeMs / 1000;
  return {
    ...{ mode: settings.mode, scorers },
    ...counts,
    ...{ rejections, unreadableInputs: state.unreadable, labelled, seconds },
    megabytesPerSecond: seconds === 0 ? 0 : counts.sizeBytes / 1e6 / seconds,
    starts: state.starts,
    filters: settings.filters.flatMap((filter) => {
      const tally = filters[filter.name];
      return tally === undefined ? [] : [describeFilter(filter, tally, labelled > 0)];
    }),
    settings,
  };
}

function describeFilter({ name, threshold }: Filter, tally: FilterTally, isMeasured: boolean): FilterReport {
  const bins = tally.scores.map((_, bin) => binStart(name, bin));
  return {
    ...{ name, threshold, judged: tally.judged, found: tally.found, samples: tally.samples },
    histogram: bins.map((from, bin) => ({ from, documents: tally.scores[bin] ?? 0 })),
    measured: isMeasured
      ? measure(tally, { threshold, right: tally.foundPositives, wrong: tally.foundNegatives })
      : null,
    measuredAt: isMeasured ? bins.slice(1).map((start) => measureAt(tally, bins, start)) : [],
  };
}

function measureAt(tally: FilterTally, bins: readonly number[], threshold: number): Measured {
  const first = bins.indexOf(threshold);
  const right = sum(tally.scoresOfPositives.slice(first));
  return measure(tally, { threshold, right, wrong: sum(tally.scoresOfNegatives.slice(first)) });
}

function measure(
  tally: FilterTally,
  { threshold, right, wrong }: { readonly threshold: number; readonly right: number; readonly wrong: number },
): Measured {
  const positives = sum(tally.scoresOfPositives);
  return {
    threshold,
    precision: right + wrong === 0 ? null : right / (right + wrong),
    recall: positives === 0 ? null : right / positives,
    found: right + wrong,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
