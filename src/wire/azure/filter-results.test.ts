// In: verdicts with whatever can be in them. Out: Azure's objects, member by member, and which of them an api-version tells.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Severity, Verdict } from '../../contract/safety.ts';
import { newestVersion, readApiVersion } from './api-version.ts';
import { filterResults, offendingResults, severityWord } from './filter-results.ts';
import { aVerdict } from './verdicts.suite.ts';

const version = (name: string) => readApiVersion('dated', name) ?? newestVersion;

const full: Verdict = {
  source: 'prompt',
  harms: {
    hate: { severity: 0, isFiltered: false },
    sexual: { severity: 3, isFiltered: false },
    violence: { severity: 5, isFiltered: true },
    selfHarm: { severity: 7, isFiltered: true },
  },
  detections: {
    jailbreak: { isDetected: true, isFiltered: false },
    indirectAttack: { isDetected: true, isFiltered: false },
    profanity: { isDetected: false, isFiltered: false },
    protectedText: { isDetected: false, isFiltered: false },
    protectedCode: { isDetected: true, isFiltered: true },
  },
  blocklists: { isFiltered: false, matches: [{ name: 'words', isBlocking: false }] },
  personalData: {
    isFiltered: false,
    redactedText: 'to ***',
    findings: [{ kind: 'Email', isFiltered: false, isRedacted: true }],
  },
  groundedness: { isDetected: true, isFiltered: false, spans: [{ start: 3, end: 9 }] },
  taskAdherence: { isDetected: true, isFiltered: false },
  toolGuard: { isDetected: true, isFiltered: false },
  promptLeak: { isDetected: true, isFiltered: false },
  failure: { code: 'x', message: 'where and why' },
  isFiltered: true,
};

const newer = [
  'personally_identifiable_information',
  'system_prompt_leak',
  'task_adherence',
  'tool_guard',
  'ungrounded_material',
];

describe('filter results', () => {
  test('of code that somebody owns, whose it is; a licence that is not known is left out', () => {
    const cited = (license: string | null): Verdict => ({
      ...full,
      detections: {
        protectedCode: { isDetected: true, isFiltered: false, citation: { license, url: 'https://a.example' } },
      },
    });
    const told = (license: string | null) => filterResults(cited(license), newestVersion).protected_material_code;
    expect(told('MIT')?.citation).toEqual({ URL: 'https://a.example', license: 'MIT' });
    expect(told(null)?.citation).toEqual({ URL: 'https://a.example' });
  });

  test('all of them, in the order of their names', () => {
    expect(JSON.stringify(filterResults(full, newestVersion))).toBe(
      JSON.stringify({
        custom_blocklists: { filtered: false, details: [{ filtered: false, id: 'words' }] },
        error: { code: 'content_filter_error', message: 'The contents are not filtered' },
        hate: { filtered: false, severity: 'safe' },
        indirect_attack: { filtered: false, detected: true },
        jailbreak: { filtered: false, detected: true },
        personally_identifiable_information: {
          filtered: false,
          detected: true,
          redacted_text: 'to ***',
          sub_categories: [{ sub_category: 'Email', detected: true, filtered: false, redacted: true }],
        },
        profanity: { filtered: false, detected: false },
        protected_material_code: { filtered: true, detected: true },
        protected_material_text: { filtered: false, detected: false },
        self_harm: { filtered: true, severity: 'high' },
        sexual: { filtered: false, severity: 'low' },
        system_prompt_leak: { filtered: false, detected: true },
        task_adherence: { filtered: false, detected: true },
        tool_guard: { filtered: false, detected: true },
        ungrounded_material: {
          filtered: false,
          detected: true,
          details: [{ completion_start_offset: 3, completion_end_offset: 9 }],
        },
        violence: { filtered: true, severity: 'medium' },
      }),
    );
  });

  test('eight levels are four', () => {
    const words = ([0, 1, 2, 3, 4, 5, 6, 7] satisfies Severity[]).map(severityWord);
    expect(words).toEqual(['safe', 'safe', 'low', 'low', 'medium', 'medium', 'high', 'high']);
  });

  test.each([
    ['2024-10-21', ['custom_blocklists', 'indirect_attack', ...newer]],
    ['2024-02-15-preview', ['indirect_attack', ...newer]],
    ['2024-04-01-preview', newer],
    [
      '2024-10-01-preview',
      ['personally_identifiable_information', 'system_prompt_leak', 'task_adherence', 'tool_guard'],
    ],
    ['2025-01-01-preview', ['system_prompt_leak', 'task_adherence', 'tool_guard']],
  ])('%s leaves out what came later', (name, absent) => {
    const told = Object.keys(filterResults(full, version(name)));
    expect(Object.keys(filterResults(full, newestVersion)).filter((key) => !told.includes(key))).toEqual(absent);
  });

  test('what is filtered is told whatever the version', () => {
    const verdict = { ...full, detections: { indirectAttack: { isDetected: true, isFiltered: true } } };
    expect(filterResults(verdict, version('2024-02-01'))).toHaveProperty('indirect_attack');
  });

  test('only the offence', () => {
    expect(Object.keys(offendingResults(full))).toEqual(['error', 'protected_material_code', 'self_harm', 'violence']);
  });

  test('an offence is never left out, and never made up', () => {
    const names = ['2022-12-01', '2024-02-01', '2024-10-21', '2023-06-01-preview', '2025-04-01-preview'];
    fc.assert(
      fc.property(aVerdict(), fc.constantFrom(...names), (verdict, name) => {
        const told = filterResults(verdict, version(name));
        const { error: _error, ...offences } = offendingResults(verdict);
        expect(told).toMatchObject(offences);
        expect(filterResults(verdict, newestVersion)).toMatchObject(told);
      }),
    );
  });
});
