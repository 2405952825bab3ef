// In: a URL and what its file must be. Out: that file at `target`, complete and verified; an interrupted download goes on where it
// stopped, a stalled one connects again. Knows no hub, only HTTP.
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../contract/fault.ts';
import { asDiskFault, ensureDiskSpace } from './disk-space.ts';
import {
  type Expectation,
  expectationOf,
  type PinnedFile,
  readExpectation,
  refuseUnlessFile,
} from './download-expectation.ts';
import { exchange, type HttpAnswer } from './http-exchange.ts';
import type { OnProgress } from './progress.ts';
import { sha256File } from './sha256-file.ts';

export interface DownloadLimits {
  readonly answerTimeoutMs: number;
  /** So long without a byte, and it connects again. */
  readonly stallTimeoutMs: number;
  /** In a row, without a byte gained. */
  readonly reconnects: number;
  readonly reconnectDelayMs: number;
}

export const defaultDownloadLimits: DownloadLimits = {
  answerTimeoutMs: 3000,
  stallTimeoutMs: 30_000,
  reconnects: 5,
  reconnectDelayMs: 1000,
};

export interface DownloadAsk extends PinnedFile {
  readonly target: string;
  readonly token: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly limits: DownloadLimits;
}

export interface Downloaded {
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Whether anybody had said beforehand what the digest must be. */
  readonly isDigestKnown: boolean;
}

export async function downloadFile(ask: DownloadAsk, onProgress: OnProgress, signal: AbortSignal): Promise<Downloaded> {
  const { label, limits, target } = ask;
  const partial = `${target}.partial`;
  const notes = `${partial}.json`;
  let hasAnswered = false;

  for (let failures = 0; ; ) {
    const startBytes = await sizeOf(partial);
    try {
      return await finish(await fetchRest(await readExpectation(notes), startBytes));
    } catch (error) {
      signal.throwIfAborted();
      // A server that never answered is skipped at once; one that did gets further chances.
      const canRetry = error instanceof Fault && error.code === 'source_unreachable' && hasAnswered;
      failures = (await sizeOf(partial)) > startBytes ? 1 : failures + 1;
      if (!canRetry || failures > limits.reconnects) throw asDiskFault(error, dirname(target), ask.sizeBytes ?? 0);
      const message = `${error.message}; connecting again (${failures} of ${limits.reconnects})`;
      onProgress({ kind: 'notice', label, message });
      await sleep(limits.reconnectDelayMs * failures, undefined, { signal });
    }
  }

  async function fetchRest(known: Expectation | null, haveBytes: number): Promise<Expectation> {
    if (known !== null && haveBytes > 0 && known.sizeBytes === haveBytes) return known;
    const etag = known?.etag?.startsWith('"') === true ? known.etag : null;
    // Without a strong tag or a digest nobody would notice that the rest belongs to another file.
    const canResume = known !== null && haveBytes > 0 && (etag !== null || known.sha256 !== null);
    const headers = {
      ...(canResume ? { range: `bytes=${haveBytes}-` } : {}),
      ...(canResume && etag !== null ? { 'if-range': etag } : {}),
    };
    const answer = await exchange({ ...ask, headers, answerTimeoutMs: limits.answerTimeoutMs }, signal);
    try {
      if (answer.status === 416 && canResume) return await startOver();
      refuseUnlessFile(ask, answer);
      const startBytes = answer.status === 206 ? rangeStart(answer) : 0;
      const expected = expectationOf(ask, answer, startBytes);
      const isSameFile = startBytes === 0 || (startBytes === haveBytes && known?.sha256 === expected.sha256);
      if (!isSameFile) return await startOver();
      await ensureDiskSpace(dirname(target), Math.max(0, (expected.sizeBytes ?? 0) - startBytes));
      if (!hasAnswered)
        onProgress({ kind: 'step-start', label, doneBytes: startBytes, totalBytes: expected.sizeBytes });
      hasAnswered = true;
      await writeFile(notes, JSON.stringify(expected));
      await writeBody(answer, startBytes, expected.sizeBytes);
      return expected;
    } finally {
      answer.body.destroy();
    }
  }

  async function startOver(): Promise<Expectation> {
    await rm(partial, { force: true });
    await rm(notes, { force: true });
    return fetchRest(null, 0);
  }

  async function writeBody({ body, url }: HttpAnswer, startBytes: number, totalBytes: number | null): Promise<void> {
    const file = await open(partial, startBytes === 0 ? 'w' : 'r+');
    const stall = setTimeout(() => {
      body.destroy(new Error(`nothing came for ${limits.stallTimeoutMs / 1000} seconds`));
    }, limits.stallTimeoutMs);
    let doneBytes = startBytes;
    try {
      for await (const chunk of body) {
        stall.refresh();
        if (!Buffer.isBuffer(chunk)) continue;
        await file.write(chunk, 0, chunk.length, doneBytes);
        doneBytes += chunk.length;
        onProgress({ kind: 'bytes', label, doneBytes, totalBytes });
      }
      await file.sync();
    } catch (cause) {
      throw isOfDisk(cause) ? cause : lost(url, cause);
    } finally {
      clearTimeout(stall);
      await file.close();
    }
    if (doneBytes < (totalBytes ?? 0)) throw lost(url, new Error('the connection was closed early'));
  }

  async function finish(expected: Expectation): Promise<Downloaded> {
    const sizeBytes = await sizeOf(partial);
    const sha256 = await sha256File(partial, signal);
    await rm(notes, { force: true });
    if ((expected.sha256 ?? sha256) !== sha256 || (expected.sizeBytes ?? sizeBytes) !== sizeBytes) {
      await rm(partial, { force: true });
      const message = `${label}: what came is not what was promised (sha256 ${sha256}); it was removed. Try again.`;
      throw new Fault('digest_mismatch', message);
    }
    await rename(partial, target);
    onProgress({ kind: 'step-end', label, doneBytes: sizeBytes, totalBytes: sizeBytes });
    return { sizeBytes, sha256, isDigestKnown: expected.sha256 !== null };
  }
}

function rangeStart({ headers }: HttpAnswer): number {
  const start = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1];
  return start === undefined ? -1 : Number(start);
}

function isOfDisk(error: unknown): boolean {
  const codes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG', 'EROFS'];
  return error instanceof Error && 'code' in error && codes.includes(error.code);
}

function lost(url: string, cause: unknown): Fault {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Fault('source_unreachable', `${new URL(url).host}: ${reason}`, { cause });
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}
