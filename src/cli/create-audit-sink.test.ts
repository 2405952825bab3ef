// In: events of the filter, and what the operator chose. Out: the digest always, the text only without personal data and never longer than
// 2,000, no row where none is wanted.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ServiceEvent } from '../contract/observer.ts';
import type { FlaggedItem } from '../contract/safety-audit.ts';
import { findPersonalData } from '../safety/personal-data/find-personal-data.ts';
import { type AuditSinkParts, createAuditSink } from './create-audit-sink.ts';

function recorded(text: string, parts: Partial<AuditSinkParts> = {}): readonly FlaggedItem[] {
  const items: FlaggedItem[] = [];
  const { emit } = createAuditSink({
    audit: { record: (item) => items.push(item) },
    textKept: 'redacted',
    findPersonalData,
    newId: (prefix) => `${prefix}1`,
    nowMs: () => 7,
    ...parts,
  });
  const event: ServiceEvent = {
    kind: 'content-found',
    requestId: 'r',
    keyId: 'app',
    deployment: 'd',
    policy: 'p',
    source: 'prompt',
    isFiltered: true,
    found: [{ category: 'hate', level: 'low', action: 'filtered' }],
    text,
  };
  emit(event);
  emit({ kind: 'notice', message: 'hello' });
  return items;
}

const textOf = (text: string, parts?: Partial<AuditSinkParts>) => recorded(text, parts)[0]?.text;

test('a digest, and no text unless it was asked for and can be blacked out', () => {
  const text = 'grün 👋';
  const textSha256 = createHash('sha256').update(Buffer.from(text)).digest('hex');
  const row = { id: 'flag_1', atMs: 7, requestId: 'r', keyId: 'app', deployment: 'd', policy: 'p' };
  const rest = { source: 'prompt', isFiltered: true, found: [{ category: 'hate', level: 'low', action: 'filtered' }] };
  expect(recorded(text, { textKept: 'hash' })).toEqual([{ ...row, ...rest, textSha256, text: null }]);
  expect(recorded(text)).toEqual([{ ...row, ...rest, textSha256, text }]);
  expect(recorded(text, { textKept: 'none' })).toEqual([]);
});

test('personal data is blacked out, also where the cut goes through it', () => {
  expect(textOf('write to ada@example.org now')).toBe('write to *************** now');
  const cut = textOf(`${'x '.repeat(995)}ada.lovelace@example.org and more ${'y '.repeat(5000)}`);
  expect(cut).toHaveLength(2000);
  expect(cut?.slice(1980)).toBe('x x x x x **********');
});

test('no half of a character is kept', () => {
  expect(textOf(`${'x'.repeat(1999)}👋`)).toBe('x'.repeat(1999));
  expect(textOf('a\ud83db')).toBe('a\ufffdb');
});
