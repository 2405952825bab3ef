// In: which program, and with what. Out: how llama.cpp's server is executed. Starts nothing.
import type { Launch } from '../../base/supervise.ts';
import { type LlamaParameters, llamaServerFlags } from './parameters.ts';

/** What to execute: the native binary, or the wheel's launcher, which takes its parameters by environment. */
export interface LlamaProgram {
  readonly kind: 'llama-server' | 'xllamacpp';
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * On a processor that the engine fills, requests are refused and events passed on at once all the same; costs it next to nothing, since the
 * service itself has little to do.
 */
const niceness = 5;

export function llamaCommand(
  program: LlamaProgram,
  parameters: LlamaParameters,
  key: string,
): Pick<Launch, 'command' | 'arguments' | 'environment' | 'niceness'> {
  const isNative = program.kind === 'llama-server';
  return {
    niceness,
    command: program.command,
    arguments: isNative ? [...program.arguments, ...llamaServerFlags(parameters)] : program.arguments,
    environment: {
      ...program.environment,
      LLAMA_API_KEY: key,
      ...(isNative ? {} : { KINGLET_ENGINE_PARAMETERS: JSON.stringify(parameters) }),
    },
  };
}
