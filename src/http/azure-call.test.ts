// In: paths under /openai, well-formed and not. Out: the call that Azure would make of them; never a throw but a Fault.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../contract/fault.ts';
import { azureCallOf, usableVersion } from './azure-call.ts';

const stable = '2024-10-21';

describe('what a path calls', () => {
  test.each([
    ['/openai/deployments/small/chat/completions', stable, 'small', 'chat/completions', stable],
    ['/openai/deployments/my%20chat%2Fx/embeddings', stable, 'my chat/x', 'embeddings', stable],
    ['/openai/deployments/%E0%A4%A/completions', stable, '%E0%A4%A', 'completions', stable],
    ['/openai/responses', '2025-03-01-preview', null, 'responses', '2025-03-01-preview'],
    ['/openai/v1/responses', undefined, null, 'responses', 'v1'],
    ['/openai/v1/models/gpt-4o-mini', 'preview', null, 'models/gpt-4o-mini', 'preview'],
    ['/openai', stable, null, '', stable],
    ['/openai/deployments', stable, null, 'deployments', stable],
  ])('%s', (path, given, deployment, operation, versionName) => {
    const call = azureCallOf(path, given);
    expect(call).toMatchObject({ deployment, operation, versionName });
    expect(call?.version?.name).toBe(versionName);
  });

  test.each(['/v1/chat/completions', '/chat/completions', '/openaix/v1', '/', ''])('%j is not Azure’s', (path) => {
    expect(azureCallOf(path, stable)).toBeNull();
  });
});

test('whatever the path and the version: a version or a fault of the client', () => {
  const segment = fc.oneof(
    fc.string(),
    fc.constantFrom('deployments', 'v1', 'responses', 'constructor', '__proto__', '%'),
  );
  const given = fc.option(fc.oneof(fc.string(), fc.constantFrom(stable, 'v1', '2025-04-01-preview')), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 5 }), given, (segments, version) => {
      const call = azureCallOf(['', 'openai', ...segments].join('/'), version);
      expect(call).not.toBeNull();
      if (call === null) return;
      try {
        expect(usableVersion(call).name).toBe(call.versionName);
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
  );
});
