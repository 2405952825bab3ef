// In: findings. Out: lines in which the problem and what to do cannot be missed, and no secret.
import { expect, test } from 'vitest';
import { checkMemory, checkNode } from './check-machine.ts';
import { checkSources } from './check-sources.ts';
import { ok, problem, warning } from './finding.ts';
import { renderDoctor } from './render-doctor.ts';
import { machineWith } from './samples.suite.ts';

test('advice stands below its finding, the verdict at the end', () => {
  const settings = [
    { key: 'port', value: '5000', origin: 'flag --port' },
    { key: 'host', value: '127.0.0.1', origin: 'default' },
  ];
  const findings = [ok('node', '24.0.0'), problem('port', 'taken', 'Stop it.'), warning('hub', 'silent', 'Wait.')];
  expect(renderDoctor(findings, settings)).toBe(`ok       node       24.0.0
problem  port       taken
                    -> Stop it.
warning  hub        silent
                    -> Wait.

Settings:
  port = 5000 (flag --port)

1 problem, 1 warning.`);
  expect(renderDoctor([ok('node', '24')], [])).toContain('All settings have their default.\n\nAll is well.');
  expect(renderDoctor([warning('hub', 'silent', 'Wait.')], [])).toContain('Nothing stops a start; 1 warning.');
});

test('an old Node and too little memory are problems', () => {
  expect(checkNode('24.1.0').level).toBe('ok');
  expect(checkNode('22.9.0').level).toBe('problem');
  expect(checkMemory(machineWith({ totalMemoryBytes: 5e8 }), null, false).level).toBe('problem');
});

test('a model larger than the free memory is a warning, unless it is loaded already', () => {
  const machine = machineWith({ availableMemoryBytes: 1e9 });
  expect(checkMemory(machine, 2e9, false)).toMatchObject({
    level: 'warning',
    advice: expect.stringContaining('smaller'),
  });
  expect(checkMemory(machine, 2e9, true).level).toBe('ok');
});

test('sources that do not answer are warnings; proxies and tokens are told without their secrets', () => {
  const answers = { isReachable: true, detail: 'answers', tookMs: 12 };
  const silent = { isReachable: false, detail: 'no name', tookMs: 30 };
  const environment = { https_proxy: 'http://me:s3c/r@t@proxy:8080', HF_TOKEN: 'hf_secret' };
  const findings = checkSources({ hub: silent, release: answers, wheels: answers }, environment);
  expect(findings.map(({ level }) => level)).toEqual(['warning', 'ok', 'ok', 'ok', 'ok']);
  expect(findings[3]?.detail).toBe('https_proxy=http://***@proxy:8080');
  expect(findings[4]?.detail).toBe('HF_TOKEN is set');
});
