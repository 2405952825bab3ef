// In: the environment. Out: findings on Python with pip, and on what a native build needs. Installs nothing.
import { findBuildTools } from '../catalog/find-build-tools.ts';
import { findPip } from '../catalog/find-pip.ts';
import { findPython } from '../catalog/find-python.ts';
import { Fault } from '../contract/fault.ts';
import { type Finding, ok, warning } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const pythonPurpose = 'Only engines and models that come as wheels need it.';

export async function checkPython(
  environment: Environment,
  minimumVersion: string,
  signal: AbortSignal,
): Promise<Finding> {
  const python = await findPython(environment, signal);
  if (python === null)
    return warning('python', 'not found', `${pythonPurpose} Install Python ${minimumVersion} or newer with pip.`);
  const [, minimumMinor = 0] = minimumVersion.split('.').map(Number);
  const version = python.version.join('.');
  if (python.version[1] < minimumMinor)
    return warning('python', `${version} at ${python.command}`, `${pythonPurpose} Install ${minimumVersion} or newer.`);
  try {
    const pip = await findPip(environment, signal);
    return ok('python', `${version} at ${python.command}, pip ${pip.version}`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return warning('python', `${version} at ${python.command}, without pip`, `${pythonPurpose} ${error.message}`);
  }
}

/** Git is not needed: the sources come as one archive. */
export function checkBuildTools(environment: Environment): Finding {
  const { cmake, compiler, ninja, nvcc, advice } = findBuildTools(environment);
  const found = [cmake, compiler, ninja, nvcc].filter((path) => path !== null).join(', ');
  if (advice === null) return ok('compiler', found);
  return warning('compiler', found === '' ? 'none' : `only ${found}`, `Only engine build needs it. ${advice}`);
}
