// In: the environment. Out: what a native build needs and where it is, and the command that installs what is missing. Runs nothing.
import { findOnPath } from './find-on-path.ts';

export interface BuildTools {
  readonly cmake: string | null;
  readonly compiler: string | null;
  readonly ninja: string | null;
  /** The CUDA compiler. */
  readonly nvcc: string | null;
  /** Null when nothing is missing. */
  readonly advice: string | null;
}

const installCommands: Readonly<Record<string, string>> = {
  linux: 'apt install cmake g++ (Debian, Ubuntu) or dnf install cmake gcc-c++ (Fedora)',
  darwin: 'xcode-select --install, and brew install cmake',
  win32: 'winget install Kitware.CMake and the "Desktop development with C++" workload of Visual Studio',
};

export function findBuildTools(environment: Readonly<Record<string, string | undefined>>): BuildTools {
  const cmake = findOnPath('cmake', environment);
  const names = process.platform === 'win32' ? ['cl', 'clang-cl', 'g++'] : ['g++', 'clang++', 'c++'];
  const compiler = names.map((name) => findOnPath(name, environment)).find((path) => path !== null) ?? null;
  // On Windows cmake finds Visual Studio by itself, PATH or not.
  const missing = [
    ...(cmake === null ? ['cmake'] : []),
    ...(compiler === null && process.platform !== 'win32' ? ['a C++ compiler'] : []),
  ];
  return {
    cmake,
    compiler,
    ninja: findOnPath('ninja', environment),
    nvcc: findOnPath('nvcc', environment),
    advice:
      missing.length === 0
        ? null
        : `A native build needs ${missing.join(' and ')}: ${installCommands[process.platform] ?? 'install them'}.`,
  };
}
