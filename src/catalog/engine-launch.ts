// In: nothing. Out: how a provisioned engine is started, in data. Types only; whoever starts it adds the parameters.

export interface EngineLaunch {
  /** `llama-server` takes flags; `xllamacpp` takes the same parameters as JSON in KINGLET_ENGINE_PARAMETERS. */
  readonly kind: 'llama-server' | 'xllamacpp';
  readonly command: string;
  /** Come before any flags. */
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** llama.cpp's build number. */
  readonly build: string;
  /** `path`: configured; `PATH`: found there; the others are ours, under the home. */
  readonly source: 'path' | 'PATH' | 'native' | 'release' | 'wheel';
  /** What was chosen, and why: one line. */
  readonly reason: string;
  /** What would be better, and the command for it. */
  readonly hint: string | null;
}
