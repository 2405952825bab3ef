// In: flagged items and a real SQLite file. Out: the rows in their order, filtered and labelled; old ones gone; shares of the ledger; a
// broken disk costs rows only; ten thousand at once never hold the event loop.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { type ManualClock, manualClock } from '../base/manual-clock.suite.ts';
import { Fault } from '../contract/fault.ts';
import type { LedgerClosing } from '../contract/ledger.ts';
import type { AuditFilter, FlaggedItem, SafetyAudit } from '../contract/safety-audit.ts';
import { openStore, type Store } from './open-store.ts';

const dayMs = 86_400_000;
let folder = '';
let path = '';
let clock: ManualClock;
let faults: Fault[] = [];
let store: Store;
let audit: SafetyAudit;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-audit-'));
  path = join(folder, 'kinglet.sqlite');
  clock = manualClock(100 * dayMs);
  faults = [];
  reopen();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function reopen(): void {
  store = openStore({ path, clock, onError: (fault) => faults.push(fault) });
  audit = store.openSafetyAudit({ clock, keptDays: 30 });
}

function item(id: string, changes: Partial<FlaggedItem> = {}): FlaggedItem {
  return {
    id,
    atMs: clock.nowMs(),
    requestId: `r-${id}`,
    keyId: 'app',
    deployment: 'gpt-4o-mini',
    policy: 'Microsoft.DefaultV2',
    source: 'prompt',
    isFiltered: true,
    found: [{ category: 'hate', level: 'medium', action: 'filtered' }],
    textSha256: 'ab'.repeat(32),
    text: null,
    ...changes,
  };
}

const everything: AuditFilter = {
  after: null,
  limit: 100,
  keyId: null,
  category: null,
  isFiltered: null,
  label: null,
};
const ids = (filter: Partial<AuditFilter> = {}) => audit.list({ ...everything, ...filter }).map(({ id }) => id);

describe('items', () => {
  test('are read as they were recorded, also before they were written and after a restart', () => {
    const recorded = item('a', { text: 'call ****', atMs: clock.nowMs() - 5 });
    audit.record(recorded);
    const expected = { ...recorded, label: null, labelledBy: null, labelledAtMs: null };
    expect(audit.list(everything)).toEqual([expected]);
    audit.record(item('b'));
    expect(ids()).toEqual(['b', 'a']);
    clock.pass(100);
    audit.record(item('c'));
    store.close();
    expect(clock.waiting()).toBe(0);
    reopen();
    expect(ids()).toEqual(['c', 'b', 'a']);
    expect(faults).toEqual([]);
  });

  test('come newest first, page by page, and by what they are', () => {
    audit.record(item('a', { keyId: 'web' }));
    audit.record(
      item('b', { isFiltered: false, found: [{ category: 'personalData', level: 'found', action: 'annotated' }] }),
    );
    audit.record(item('c', { source: 'completion' }));
    audit.record(
      item('d', {
        found: [
          { category: 'violence', level: 'high', action: 'filtered' },
          { category: 'hate', level: 'low', action: 'annotated' },
        ],
      }),
    );
    audit.label('c', 'wrong', 'ops');
    expect(ids()).toEqual(['d', 'c', 'b', 'a']);
    expect(ids({ limit: 2 })).toEqual(['d', 'c']);
    expect(ids({ limit: 2, after: 'c' })).toEqual(['b', 'a']);
    expect(ids({ keyId: 'web' })).toEqual(['a']);
    expect(ids({ category: 'hate' })).toEqual(['d', 'c', 'a']);
    expect(ids({ category: "ha' or 1=1 --" })).toEqual([]);
    expect(ids({ isFiltered: false })).toEqual(['b']);
    expect(ids({ label: 'wrong' })).toEqual(['c']);
    expect(ids({ label: 'none', isFiltered: true, keyId: 'app' })).toEqual(['d']);
    expect(() => ids({ after: 'nowhere' })).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  test('are labelled, by whom and when, and the last word counts', () => {
    audit.record(item('a'));
    audit.record(item('b'));
    expect(audit.label('a', 'wrong', 'ops')).toMatchObject({
      label: 'wrong',
      labelledBy: 'ops',
      labelledAtMs: clock.nowMs(),
    });
    clock.pass(7);
    expect(audit.label('a', 'right', 'root')).toMatchObject({
      label: 'right',
      labelledBy: 'root',
      labelledAtMs: clock.nowMs(),
    });
    expect(() => audit.label('nowhere', 'right', 'ops')).toThrow(Fault);
    expect([...audit.exportLabelled()].map(({ id, label }) => [id, label])).toEqual([['a', 'right']]);
  });

  test('are exported whole, oldest first, however many', () => {
    for (let index = 0; index < 450; index += 1) audit.record(item(`i${index}`));
    for (let index = 0; index < 450; index += 2) audit.label(`i${index}`, index % 4 === 0 ? 'right' : 'wrong', 'ops');
    const exported = [...audit.exportLabelled()].map(({ id }) => id);
    expect(exported).toEqual(Array.from({ length: 225 }, (_, index) => `i${index * 2}`));
  });
});

describe('the life of a row', () => {
  test('old ones go at the start and every day, many in turns', () => {
    for (let index = 0; index < 2500; index += 1)
      audit.record(item(`old-${index}`, { atMs: clock.nowMs() - 31 * dayMs }));
    audit.record(item('young', { atMs: clock.nowMs() - 29 * dayMs }));
    store.close();
    reopen();
    expect(ids({ limit: 5000 })).toHaveLength(2501);
    clock.pass(0);
    expect(ids({ limit: 5000 })).toEqual(['young']);
    clock.pass(dayMs / 2);
    expect(ids()).toEqual(['young']);
    clock.pass(2 * dayMs);
    expect(ids()).toEqual([]);
    expect(clock.waiting()).toBe(1);
  });

  test('a disk that fails is reported, and the rows are made up for', () => {
    clock.pass(0);
    const other = new Database(path);
    other.exec('begin immediate');
    audit.record(item('a'));
    expect(faults).toEqual([]);
    clock.pass(100);
    expect(faults.map(({ code }) => code)).toEqual(['store_failed']);
    audit.record(item('b'));
    other.exec('commit');
    other.close();
    clock.pass(1000);
    expect(clock.waiting()).toBe(1);
    expect(ids()).toEqual(['b', 'a']);
  });

  test('what cannot be written at all is given up, and nothing grows without end', () => {
    audit.record(item('a', { atMs: Number.NaN }));
    clock.pass(100);
    expect(faults).toHaveLength(1);
    for (let index = 0; index < 10_001; index += 1) audit.record(item(`i${index}`));
    expect(faults).toHaveLength(2);
    expect(ids({ limit: 20_000 })).toHaveLength(9901);
    store.close();
    audit.record(item('late'));
    clock.pass(1000);
    expect(faults).toHaveLength(3);
    expect(clock.waiting()).toBe(0);
    reopen();
  });
});

test('ten thousand items hold the event loop for no longer than one stretch', async () => {
  const timed = store.openSafetyAudit({ clock: systemClock, keptDays: 30 });
  const begunMs = performance.now();
  for (let index = 0; index < 10_000; index += 1) timed.record(item(`i${index}`, { text: 'x'.repeat(500) }));
  const recordedMs = performance.now() - begunMs;
  let longestMs = 0;
  for (let last = performance.now(), turn = 0; turn < 500; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    longestMs = Math.max(longestMs, performance.now() - last);
    last = performance.now();
  }
  expect(timed.list({ ...everything, limit: 20_000 })).toHaveLength(10_000);
  expect(recordedMs).toBeLessThan(1000);
  expect(longestMs).toBeLessThan(500);
});

describe('abuse', () => {
  function request(
    id: string,
    changes: { readonly keyId?: string; readonly endUser?: string; readonly operation?: string } = {},
  ) {
    const { keyId = 'app', endUser = null, operation = 'chat.completions' } = changes;
    store.ledger.open({ requestId: id, keyId, partition: 'p', operation, openedAtMs: clock.nowMs() });
    const closing: LedgerClosing = {
      outcome: 'done',
      faultCode: null,
      deployment: 'gpt-4o-mini',
      modelId: 'm',
      isStream: false,
      usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0 },
      costUsd: 0,
      firstTextAfterMs: null,
      closedAtMs: clock.nowMs(),
      endUser,
    };
    store.ledger.close(id, closing);
  }
  const rows = (hours = 24) => audit.abuse(clock.nowMs() - hours * 3_600_000, clock.nowMs() + 1);

  test('counts requests, not items, of screened operations, in the time that is asked for', async () => {
    for (let index = 0; index < 40; index += 1) request(`web-${index}`, { keyId: 'web' });
    request('embedding', { operation: 'embeddings' });
    for (let index = 0; index < 10; index += 1) {
      request(`app-${index}`, { endUser: 'ada' });
      audit.record(item(`p${index}`, { requestId: `app-${index}` }));
      audit.record(item(`c${index}`, { requestId: `app-${index}`, source: 'completion' }));
    }
    request('app-quiet');
    expect(await rows()).toMatchObject([
      { keyId: 'app', endUser: 'ada', flaggedCount: 10, totalCount: 10, standsOut: true },
      { keyId: 'app', endUser: null, flaggedCount: 10, totalCount: 11, standsOut: true },
    ]);
    clock.pass(2 * dayMs);
    expect(await rows()).toEqual([]);
    expect(await rows(72)).toHaveLength(2);
  });

  test('leaves out personal data, failures of scorers and what somebody called wrong', async () => {
    for (const name of ['data', 'failure', 'wrong', 'right']) request(name);
    audit.record(
      item('a', { requestId: 'data', found: [{ category: 'personalData', level: 'found', action: 'filtered' }] }),
    );
    audit.record(
      item('b', { requestId: 'failure', found: [{ category: 'failure', level: 'found', action: 'filtered' }] }),
    );
    audit.record(item('c', { requestId: 'wrong' }));
    audit.record(item('d', { requestId: 'right' }));
    audit.label('c', 'wrong', 'ops');
    audit.label('d', 'right', 'ops');
    expect(await rows()).toMatchObject([{ keyId: 'app', flaggedCount: 1, totalCount: 4 }]);
  });
});
