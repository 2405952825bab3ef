// In: Kinglet's home. Out: a Python that has OpenAI's official client, in an environment of its own, made once. Fails where pip cannot
// bring it.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPython } from '../src/catalog/find-python.ts';
import { withDownloadLock } from '../src/catalog/with-download-lock.ts';

const pin = 'openai==3.54.0';
const run = promisify(execFile);

export async function providePythonClient(home: string): Promise<string> {
  const folder = join(home, 'venvs', pin);
  const command = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const complete = join(folder, 'complete');
  const { signal } = new AbortController();
  const watch = { onProgress: () => undefined, signal };
  return withDownloadLock(join(home, 'locks'), 'python-client', watch, async () => {
    if (existsSync(complete)) return command;
    const base = await findPython(process.env, signal);
    if (base === null) throw new Error('Python 3 was not found.');
    mkdirSync(folder, { recursive: true });
    await run(base.command, ['-m', 'venv', '--clear', folder]);
    await run(command, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', pin]);
    writeFileSync(complete, pin);
    return command;
  });
}
