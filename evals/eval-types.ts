// In: nothing. Out: the vocabulary of every evaluation: a Task is asked over HTTP and judged, its Row is kept whole, a Result is the file.

/** One request and the judge of its answer. */
export interface Task {
  readonly id: string;
  readonly category: string;
  /** Of the address, from its root; chat completions where absent. */
  readonly path?: string;
  /** JSON text, sent as it stands. */
  readonly body: string;
  judge(exchange: Exchange): Judgement;
}

/** What came back, as it came. */
export interface Exchange {
  /** Null where there was no answer at all. */
  readonly status: number | null;
  readonly pieces: readonly { readonly text: string; readonly atMs: number }[];
  /** Why there is no answer, or no whole one. */
  readonly failure: string | null;
  readonly hasTimedOut: boolean;
  readonly latencyMs: number;
}

export interface Judgement {
  readonly verdict: string;
  /** For people, and null where all is well. */
  readonly reason: string | null;
  /** Counted facts, 1 or 0; null where the question does not arise. What `compare` compares. */
  readonly measures: Readonly<Record<string, number | null>>;
  readonly firstEventMs: number | null;
  readonly firstTextMs: number | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly response: unknown;
  readonly expected: unknown;
}

export interface Row extends Judgement {
  readonly id: string;
  readonly category: string;
  readonly request: unknown;
  readonly latencyMs: number;
}

export interface Result {
  readonly benchmark: string;
  readonly label: string;
  readonly baseUrl: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** As asked for; no keys. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** More than there are rows when the run was stopped. */
  readonly taskCount: number;
  readonly rows: readonly Row[];
}

/** Of a benchmark whose rows are drawn by the seed. */
export interface DrawOptions {
  readonly folder: string;
  readonly model: string;
  /** Parts of the benchmark; its usual ones where none is named. */
  readonly only: readonly string[];
  readonly rowLimit: number;
  readonly seed: number;
  readonly maxTokens: number;
  /** Members added to every request. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface Benchmark {
  readonly name: string;
  /** Fails when the data is not there, or the benchmark's own check of itself does not hold. */
  tasks(): readonly Task[];
  render(rows: readonly Row[]): string;
}
