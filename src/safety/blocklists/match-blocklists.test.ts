// In: lists and texts. Out: whole terms are found as they are written, in any script and any normal form; patterns in linear time.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkBlocklistItem } from './check-blocklist-item.ts';
import { compileBlocklist } from './compile-blocklist.ts';
import { matchBlocklists } from './match-blocklists.ts';
import { listOf, nakedFind } from './naked-find.suite.ts';

function found(terms: readonly string[], text: string): readonly string[] {
  return matchBlocklists([compileBlocklist(listOf(terms))], text).map(({ item }) => item.text);
}

test('whole terms only, in the case they were written in', () => {
  expect(found(['plum', 'plum cake'], 'a plum cake, please')).toEqual(['plum', 'plum cake']);
  expect(found(['plum'], 'plums Plum aplum plum7 plumé')).toEqual([]);
  expect(found(['plum'], '(plum)')).toEqual(['plum']);
  expect(found(['plum'], '_plum_ **plum**')).toEqual(['plum']);
  expect(found(['#plum', 'C++', '+'], 'x#plum C++17')).toEqual(['#plum', 'C++', '+']);
  expect(found(['e'], 'the e')).toEqual(['e']);
});

test('scripts that part words otherwise', () => {
  expect(found(['梅'], '我吃梅子')).toEqual(['梅']);
  expect(found(['スモモ'], '赤いスモモを食べる')).toEqual(['スモモ']);
  expect(found(['พลัม'], 'ฉันกินพลัมสุก')).toEqual(['พลัม']);
  expect(found(['plum'], 'これplumです')).toEqual(['plum']);
  expect(found(['자두'], '자두를 먹다')).toEqual(['자두']);
  expect(found(['자두'], '빨간자두')).toEqual([]);
  expect(found(['слива'], 'слива, сливами')).toEqual(['слива']);
  expect(found(['слива'], 'сливами')).toEqual([]);
  expect(found(['𠮷梅'], '大𠮷梅屋')).toEqual(['𠮷梅']);
});

test('normal forms and invisible characters do not matter', () => {
  expect(found(['café'], 'un cafe\u0301 noir')).toEqual(['café']);
  expect(found(['cafe\u0301'], 'un café noir')).toEqual(['cafe\u0301']);
  expect(found(['plum'], 'p\u200bl\u00adu\ufeffm')).toEqual(['plum']);
  expect(found(['café'], 'caf\u200de\u200d\u0301')).toEqual(['café']);
  expect(found(['pl\u200bum'], 'plum')).toEqual(['pl\u200bum']);
  expect(found(['자두'], '자두'.normalize('NFD'))).toEqual(['자두']);
  expect(found(['cafe'], 'cafe\u0301')).toEqual([]);
  expect(found(['𠮷'], '\ud842\u200b\udfb7')).toEqual([]);
});

test('patterns', () => {
  const list = listOf(['plum'], [String.raw`\bpear\d+\b`, '(?i)quince', '^fig$', 'caf[é]']);
  const inText = (text: string) => matchBlocklists([compileBlocklist(list)], text).map(({ item }) => item.id);
  expect(inText('pear12 and QUINCE and plum')).toEqual(['term-0', 'pattern-0', 'pattern-1']);
  expect(inText('pear12x')).toEqual([]);
  expect(inText('fig')).toEqual(['pattern-2']);
  expect(inText('a cafe\u0301')).toEqual(['pattern-3']);
});

test('items of one text are all told, and every list by its name', () => {
  const lists = [listOf(['plum', 'pear', 'plum'], [], 'one'), listOf(['plum'], [], 'two')].map(compileBlocklist);
  expect(matchBlocklists(lists, 'plum').map(({ blocklistName, item }) => [blocklistName, item.id])).toEqual([
    ['one', 'term-0'],
    ['one', 'term-2'],
    ['two', 'term-0'],
  ]);
  expect(matchBlocklists([compileBlocklist(listOf([]))], 'plum')).toEqual([]);
  expect(matchBlocklists([], 'plum')).toEqual([]);
});

test('what cannot be on a list', () => {
  const refused = (text: string, isRegex: boolean) => expect(() => checkBlocklistItem({ text, isRegex }), text);
  refused('', false).toThrow(/visible/);
  refused('\u200b \u00ad', false).toThrow(/visible/);
  refused('p'.repeat(1_001), false).toThrow(/1000 characters/);
  refused('(?=plum)', true).toThrow(/RE2/);
  refused(String.raw`(p)\1`, true).toThrow(/RE2/);
  refused('(plum', true).toThrow(/RE2/);
  refused('((p{1,100}){1,100}){1,100}', true).toThrow(/RE2/);
  refused(String.raw`(\pL\pN){900}`, true).toThrow(/too large/);
  refused('p*', true).toThrow(/every text/);
  refused('(p+)+$', true).not.toThrow();
  refused('p{1000}', false).not.toThrow();
  const large = Array.from({ length: 30 }, (_, index) => `${index}[ab]{900}`);
  expect(() => compileBlocklist(listOf([], large))).toThrow(/too large together/);
  expect(() => compileBlocklist(listOf(Array.from({ length: 10_001 }, String)))).toThrow(/10000 items/);
  expect(() => compileBlocklist(listOf([' ']))).toThrow(/visible/);
});

test('the automaton finds what a plain search finds', () => {
  const word = fc.stringMatching(/^[ab é梅자]{1,6}$/u).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.array(word, { maxLength: 12 }), (terms, words) => {
      const text = words.join('');
      expect(found(terms, text)).toEqual(terms.filter((term) => nakedFind(term, text)));
    }),
  );
});

test('nothing that a text can be makes it throw', () => {
  const lists = [compileBlocklist(listOf(['plum', '梅'], ['(?i)pl.m', String.raw`\p{L}+z\b`]))];
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void matchBlocklists(lists, text)));
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }));
  fc.assert(fc.property(units, (codes) => void matchBlocklists(lists, String.fromCharCode(...codes))));
});

test('time grows with the text only', { timeout: 60_000 }, () => {
  const many = compileBlocklist(
    listOf([...Array.from({ length: 9_000 }, (_, index) => `term number ${index}`), ...nested('a', 999)]),
  );
  const within = (milliseconds: number, text: string) => {
    const start = performance.now();
    matchBlocklists([many], text);
    expect(performance.now() - start).toBeLessThan(milliseconds);
  };
  within(5_000, 'term number 12 '.repeat(70_000));
  within(5_000, `${'a'.repeat(999)}b`.repeat(1_000));
  within(5_000, 'xa '.repeat(300_000));
  within(5_000, 'e\u0301\u0323'.repeat(300_000));
  within(15_000, '\u0323\u0301'.repeat(4_000_000));
  within(15_000, `a${'\u0323\u0301'.repeat(15)}`.repeat(100_000));
});

function nested(unit: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => unit.repeat(index + 1));
}
