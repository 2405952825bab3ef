// In: nothing. Out: what the catalogue says of the engine: the builds it knows, pinned by size and digest. Types only.

export interface ReleaseArchive {
  readonly platform: string;
  readonly architecture: string;
  /** The kind of accelerator this build is for; null runs anywhere. */
  readonly accelerator: string | null;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface EngineWheel {
  readonly platform: string;
  readonly architecture: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface EngineSource {
  readonly project: string;
  readonly version: string;
  readonly build: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Where llama.cpp's CMakeLists.txt lies in the unpacked archive. */
  readonly folder: string;
}

export interface EngineCatalog {
  /** Older servers are not used. */
  readonly minimumBuild: number;
  /** How much faster a native build reads prompts than the portable wheel, measured. */
  readonly nativeSpeedup: { readonly from: number; readonly to: number };
  readonly release: {
    readonly build: number;
    /** `{build}` and `{fileName}` are filled in. */
    readonly urlTemplate: string;
    readonly archives: readonly ReleaseArchive[];
  };
  readonly wheel: {
    readonly project: string;
    readonly version: string;
    readonly build: number;
    readonly minimumPython: string;
    readonly files: readonly EngineWheel[];
  };
  readonly source: EngineSource;
}
