// In: what the catalogue pins and the head of a server's answer. Out: what the file must be (size, digest, tag), kept beside the
// partial file; Faults for answers that are no file. Moves no content.
import { readFile } from 'node:fs/promises';
import { Fault } from '../contract/fault.ts';
import type { HttpAnswer } from './http-exchange.ts';
import { JsonRecord } from './json-record.ts';

export interface PinnedFile {
  readonly url: string;
  readonly label: string;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
}

/** Null where nobody said. */
export interface Expectation {
  readonly etag: string | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
}

export async function readExpectation(path: string): Promise<Expectation | null> {
  try {
    const record = new JsonRecord(JSON.parse(await readFile(path, 'utf8')), path);
    return {
      etag: record.textOrNull('etag'),
      sizeBytes: record.numberOrNull('sizeBytes'),
      sha256: record.digestOrNull('sha256'),
    };
  } catch {
    return null;
  }
}

export function refuseUnlessFile(file: PinnedFile, { status, url }: HttpAnswer): void {
  if (status === 200 || status === 206) return;
  const { host } = new URL(url);
  if (status === 401 || status === 403) {
    const advice =
      'If its licence must be accepted, do that on its page; then set HF_TOKEN to a token that may read it.';
    throw new Fault('source_refused', `${host} refuses ${file.label} (${status}). ${advice}`);
  }
  if (status === 404 || status === 410) {
    throw new Fault('model_unknown', `${host} has no such file: ${file.url}. Check the name.`);
  }
  throw new Fault('source_unreachable', `${host} answers ${status} for ${file.label}`);
}

/** The catalogue's word counts before the server's; when both speak and differ, nothing is fetched. */
export function expectationOf(file: PinnedFile, { headers, trail }: HttpAnswer, startBytes: number): Expectation {
  // The hub tells of its large files in the redirect that leads to them.
  const linked = (name: string): string | null => {
    const found = trail.map((hop) => hop[name]).find((value) => typeof value === 'string');
    return typeof found === 'string' ? found.replace(/^W\//, '').replaceAll('"', '') : null;
  };
  const linkedDigest = linked('x-linked-etag');
  const sha256 = linkedDigest !== null && /^[0-9a-f]{64}$/.test(linkedDigest) ? linkedDigest : null;
  const bodyBytes = headers['content-length'] === undefined ? null : Number(headers['content-length']) + startBytes;
  const linkedBytes = linked('x-linked-size');
  const sizeBytes = linkedBytes === null ? bodyBytes : Number(linkedBytes);
  const isOtherDigest = file.sha256 !== null && sha256 !== null && file.sha256 !== sha256;
  const isOtherSize = file.sizeBytes !== null && sizeBytes !== null && file.sizeBytes !== sizeBytes;
  if (isOtherDigest || isOtherSize) {
    const message = `${file.label}: the server offers another file than the catalogue pins; nothing was fetched.`;
    throw new Fault('digest_mismatch', message);
  }
  return { etag: headers.etag ?? null, sizeBytes: file.sizeBytes ?? sizeBytes, sha256: file.sha256 ?? sha256 };
}
