// In: a real SQLite file and every sequence of changes. Out: what was written is what is read, now and after a restart; what nobody may
// change stays, and every change leaves its row.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import type { BlocklistItem, ContentPolicy, SafetyRegistry } from '../contract/safety.ts';
import { openStore, type Store } from './open-store.ts';
import { aPolicy } from './policy.suite.ts';
import type { SafetyRegistrySettings } from './safety-registry.ts';

let folder = '';
let path = '';
let nowMs = 1000;
let stores: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinglet-safety-'));
  path = join(folder, 'kinglet.sqlite');
  nowMs = 1000;
});
afterEach(() => {
  for (const store of stores) store.close();
  stores = [];
  rmSync(folder, { recursive: true });
});

const system = aPolicy('Microsoft.DefaultV2', { isSystemManaged: true, basePolicyName: null });

function open(settings: Partial<SafetyRegistrySettings> = {}): SafetyRegistry {
  for (const store of stores) store.close();
  const store = openStore({ path, clock: { nowMs: () => nowMs, after: () => () => undefined } });
  stores = [store];
  return store.openSafetyRegistry({
    systemPolicies: [system],
    filePolicies: [],
    fileBlocklists: [],
    policyNamesInUse: [],
    checkItem: (item) => {
      if (item.isRegex && item.text.includes('(')) throw new Fault('invalid_value', 'too hard', { param: 'text' });
    },
    checkList: ({ items }) => {
      if (items.filter(({ isRegex }) => isRegex).length > 3) throw new Fault('invalid_value', 'too many patterns');
    },
    clock: { nowMs: () => nowMs },
    ...settings,
  });
}

function item(id: string, text = `word ${id}`): BlocklistItem {
  return { id, text, isRegex: false, description: null };
}

function refusal(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('policies', () => {
  test('are kept over a restart, found in any case, and the built-in ones stand first', () => {
    const registry = open();
    expect(registry.policies()).toEqual([system]);
    expect(registry.putPolicy(aPolicy('Strict'), 'admin')).toBe('created');
    expect(registry.policy('sTRICT')).toEqual(aPolicy('Strict'));
    expect(registry.putPolicy({ ...aPolicy('STRICT'), onScorerFailure: 'closed' }, 'admin')).toBe('replaced');
    const kept = { ...aPolicy('Strict'), onScorerFailure: 'closed' };
    expect(registry.policy('strict')).toEqual(kept);
    expect(open().policies()).toEqual([system, kept]);
    const again = open();
    again.deletePolicy('STRICT', 'admin');
    expect(again.policy('strict')).toBeNull();
    expect(open().policies()).toEqual([system]);
  });

  test('of the service, of the file and of a deployment stay', () => {
    const filePolicy = aPolicy('Filed');
    const registry = open({ filePolicies: [filePolicy], policyNamesInUse: ['used'] });
    registry.putPolicy(aPolicy('Used'), 'admin');
    for (const name of ['microsoft.defaultv2', 'FILED']) {
      expect(refusal(() => registry.putPolicy(aPolicy(name), 'admin')).code).toBe('permission_denied');
      expect(refusal(() => registry.deletePolicy(name, 'admin')).code).toBe('permission_denied');
    }
    expect(refusal(() => registry.deletePolicy('USED', 'admin')).code).toBe('invalid_value');
    expect(refusal(() => registry.deletePolicy('none', 'admin')).code).toBe('not_found');
    expect(refusal(() => open({ filePolicies: [aPolicy(system.name)] })).code).toBe('permission_denied');
  });

  test('of the file stands before a stored one, which is there again when the file lets go', () => {
    open().putPolicy(aPolicy('Mine'), 'admin');
    const filed: ContentPolicy = { ...aPolicy('mine'), streamMode: 'asynchronous' };
    expect(open({ filePolicies: [filed] }).policies()).toEqual([system, filed]);
    expect(open().policy('mine')).toEqual(aPolicy('Mine'));
  });

  test('need a name and lists that are there, and never become the service’s own', () => {
    const registry = open();
    for (const name of ['', '.x', 'a b', 'ä', 'a'.repeat(129)])
      expect(refusal(() => registry.putPolicy(aPolicy(name), 'admin'))).toMatchObject({ code: 'invalid_value' });
    const using = aPolicy('p', {}, [{ name: 'Words', isBlocking: true }]);
    expect(refusal(() => registry.putPolicy(using, 'admin')).message).toContain("'Words'");
    registry.putBlocklist('words', null, 'admin');
    registry.putPolicy({ ...using, isSystemManaged: true }, 'admin');
    expect(registry.policy('p')?.isSystemManaged).toBe(false);
    expect(refusal(() => registry.deleteBlocklist('words', 'admin')).message).toContain("'p'");
    registry.deletePolicy('p', 'admin');
    registry.deleteBlocklist('WORDS', 'admin');
    expect(registry.blocklists()).toEqual([]);
  });
});

describe('blocklists', () => {
  test('keep their items under a new description, in order, over a restart', () => {
    const registry = open();
    expect(registry.putBlocklist('Words', 'some', 'admin')).toBe('created');
    const twice = [item('b', 'first'), item('a'), item('b')];
    expect(registry.putItems('words', twice, 'admin')).toEqual([item('b'), item('a')]);
    registry.putItems(
      'words',
      [item('b', 'other'), { ...item('c', 'x.?y'), isRegex: true, description: 'd' }],
      'admin',
    );
    expect(registry.putBlocklist('WORDS', null, 'admin')).toBe('replaced');
    const list = {
      name: 'Words',
      description: null,
      items: [item('b', 'other'), item('a'), { ...item('c', 'x.?y'), isRegex: true, description: 'd' }],
    };
    expect(registry.blocklist('wORDS')).toEqual(list);
    expect(open().blocklists()).toEqual([list]);
    const again = open();
    again.removeItems('words', ['a', 'c', 'a'], 'admin');
    expect(again.blocklist('words')?.items).toEqual([item('b', 'other')]);
    expect(open().blocklist('words')?.items).toEqual([item('b', 'other')]);
    const last = open();
    last.deleteBlocklist('words', 'admin');
    expect(open().blocklists()).toEqual([]);
    const renewed = open();
    renewed.putBlocklist('words', null, 'admin');
    expect(renewed.blocklist('words')?.items).toEqual([]);
  });

  test.each<readonly [string, readonly BlocklistItem[], string]>([
    ['an empty text', [item('a', '  ')], 'invalid_value'],
    ['an empty id', [item('')], 'invalid_value'],
    ['too long a text', [item('a', 'x'.repeat(1001))], 'too_long'],
    ['a pattern that is refused', [item('b'), { ...item('a', '(a+)+'), isRegex: true }], 'invalid_value'],
    ['too many', Array.from({ length: 10_001 }, (_, number) => item(`i${number}`)), 'invalid_value'],
  ])('%s is refused and nothing is kept', (_name, items, code) => {
    const registry = open();
    registry.putBlocklist('words', null, 'admin');
    const version = registry.version();
    expect(refusal(() => registry.putItems('words', items, 'admin')).code).toBe(code);
    expect(registry.blocklist('words')?.items).toEqual([]);
    expect(registry.version()).toBe(version);
  });

  test('items that are too much together are refused, though each was taken', () => {
    const registry = open();
    registry.putBlocklist('words', null, 'admin');
    const pattern = (id: string): BlocklistItem => ({ ...item(id, `${id}+`), isRegex: true });
    registry.putItems('words', ['a', 'b', 'c'].map(pattern), 'admin');
    expect(refusal(() => registry.putItems('words', [pattern('d')], 'admin')).message).toBe('too many patterns');
    expect(registry.blocklist('words')?.items).toHaveLength(3);
    expect(open().blocklist('words')?.items).toHaveLength(3);
  });

  test('1,000 characters beyond the basic plane are 1,000 characters', () => {
    const registry = open();
    registry.putBlocklist('words', null, 'admin');
    expect(registry.putItems('words', [item('a', '🙂'.repeat(1000))], 'admin')).toHaveLength(1);
  });

  test('10,000 items fit, and come back', () => {
    const registry = open();
    registry.putBlocklist('words', null, 'admin');
    const items = Array.from({ length: 10_000 }, (_, number) => item(`i${number}`));
    registry.putItems('words', items, 'admin');
    expect(refusal(() => registry.putItems('words', [item('one more')], 'admin')).code).toBe('invalid_value');
    registry.putItems('words', [item('i5', 'changed')], 'admin');
    expect(open().blocklist('words')?.items).toHaveLength(10_000);
  });

  test('what is not there, and what the file holds', () => {
    const fileList = { name: 'Filed', description: null, items: [item('a')] };
    const registry = open({ fileBlocklists: [fileList] });
    expect(registry.blocklist('filed')).toBe(fileList);
    expect(refusal(() => registry.putItems('filed', [item('b')], 'admin')).code).toBe('permission_denied');
    expect(refusal(() => registry.removeItems('filed', ['a'], 'admin')).code).toBe('permission_denied');
    expect(refusal(() => registry.putBlocklist('FILED', 'x', 'admin')).code).toBe('permission_denied');
    expect(refusal(() => registry.deleteBlocklist('filed', 'admin')).code).toBe('permission_denied');
    expect(refusal(() => registry.putItems('none', [], 'admin')).code).toBe('not_found');
    expect(refusal(() => registry.deleteBlocklist('none', 'admin')).code).toBe('not_found');
    for (const name of ['', '..', 'a/b', 'x'.repeat(65)])
      expect(refusal(() => registry.putBlocklist(name, null, 'admin')).code).toBe('invalid_value');
    registry.putBlocklist('~', null, 'admin');
    expect(refusal(() => registry.removeItems('~', ['a'], 'admin')).code).toBe('not_found');
    const bad = { ...fileList, items: [{ ...item('a', '('), isRegex: true }] };
    const stopped = refusal(() => open({ fileBlocklists: [bad] }));
    expect(stopped).toMatchObject({ code: 'config_invalid', message: expect.stringContaining("'Filed'") });
  });
});

test('each change has its row, newest first, and makes the version grow, also over a restart', () => {
  const registry = open();
  expect([registry.version(), registry.changes(10)]).toEqual([0, []]);
  registry.putBlocklist('Words', null, 'ada');
  nowMs = 2000.6;
  registry.putItems('words', [item('a')], 'bob');
  registry.putPolicy(aPolicy('p'), 'ada');
  registry.deletePolicy('P', 'ada');
  expect(registry.changes(2)).toEqual([
    { atMs: 2001, keyId: 'ada', action: 'policy-deleted', name: 'p' },
    { atMs: 2001, keyId: 'ada', action: 'policy-put', name: 'p' },
  ]);
  const again = open();
  expect(again.version()).toBe(4);
  expect(again.changes(10).at(-1)).toEqual({ atMs: 1000, keyId: 'ada', action: 'blocklist-put', name: 'Words' });
});

test('a write that fails changes nothing in memory', () => {
  const registry = open();
  registry.putBlocklist('words', null, 'admin');
  const other = new Database(path);
  other.exec("create trigger refuse before insert on safety_changes begin select raise(abort, 'no'); end");
  expect(refusal(() => registry.putItems('words', [item('a')], 'admin')).code).toBe('store_failed');
  expect(registry.blocklist('words')?.items).toEqual([]);
  other.exec('drop trigger refuse');
  other.close();
  expect(registry.version()).toBe(1);
  expect(open().blocklist('words')?.items).toEqual([]);
});

test('under any sequence of changes memory and database say the same', () => {
  const name = fc.constantFrom('a', 'A', 'b');
  const id = fc.constantFrom('1', '2', '3');
  const change = fc.oneof(
    fc.record({ kind: fc.constant('policy' as const), name, isDeleted: fc.boolean() }),
    fc.record({ kind: fc.constant('list' as const), name, isDeleted: fc.boolean() }),
    fc.record({ kind: fc.constant('items' as const), name, id, isDeleted: fc.boolean() }),
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const registry = open();
      for (const step of changes) {
        try {
          if (step.kind === 'policy' && step.isDeleted) registry.deletePolicy(step.name, 'k');
          else if (step.kind === 'policy') registry.putPolicy(aPolicy(step.name), 'k');
          else if (step.kind === 'list' && step.isDeleted) registry.deleteBlocklist(step.name, 'k');
          else if (step.kind === 'list') registry.putBlocklist(step.name, step.name, 'k');
          else if (step.isDeleted) registry.removeItems(step.name, [step.id], 'k');
          else registry.putItems(step.name, [item(step.id)], 'k');
        } catch (error) {
          expect(error).toMatchObject({ code: 'not_found' });
        }
      }
      const byName = <Named extends { readonly name: string }>(all: readonly Named[]) =>
        new Map(all.map((one) => [one.name, one]));
      const [policies, lists, version] = [registry.policies(), registry.blocklists(), registry.version()];
      const again = open();
      expect(byName(again.policies())).toEqual(byName(policies));
      expect(byName(again.blocklists())).toEqual(byName(lists));
      expect(again.version()).toBe(version);
    }),
    { numRuns: 40 },
  );
});
