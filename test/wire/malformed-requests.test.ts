// In: 500 generated requests, mutations of good ones and arbitrary JSON, through the real server. Out: no crash, no hang, a complete
// error for each that is refused, no engine run for it, and one ledger row for every one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startScriptedService } from './start-scripted-service.ts';

const requestCount = 500;

const good = {
  model: 'gpt-4o-mini',
  messages: [
    { role: 'system', content: 'be brief' },
    { role: 'user', content: [{ type: 'text', text: 'hi' }], name: 'ada' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"a":1}' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'seen' },
  ],
  temperature: 0.5,
  top_p: 1,
  n: 1,
  max_tokens: 3,
  stop: ['x'],
  seed: 1,
  logit_bias: { '5': 1 },
  stream: false,
  metadata: { a: 'b' },
  response_format: { type: 'text' },
  user: 'ada',
};

/** Every place in the value, as a path. */
function pathsOf(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((rest) => [key, ...rest])]);
}

function changedAt(value: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) };
  const changed = changedAt(Reflect.get(copy as object, key), rest, change);
  if (changed === undefined) Reflect.deleteProperty(copy as object, key);
  else Reflect.set(copy as object, key, changed);
  return copy;
}

const strange = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    0,
    -1,
    1e308,
    -0.5,
    2 ** 60,
    '',
    '\ud800',
    '\u0000',
    'x'.repeat(5000),
    [],
    {},
    [[]],
    true,
    ['user'],
  ),
  fc.jsonValue({ maxDepth: 3 }),
);
const mutated = fc
  .array(fc.tuple(fc.constantFrom(...pathsOf(good)), strange), { minLength: 1, maxLength: 3 })
  .map((changes) => {
    let value: unknown = good;
    for (const [path, replacement] of changes) {
      try {
        value = changedAt(value, path, () => replacement);
      } catch {
        // An earlier change took the place away.
      }
    }
    return JSON.stringify(value) ?? '';
  });
const enlarged = fc
  .tuple(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 2 }))
  .map(([name, value]) => JSON.stringify({ ...good, [name]: value }));
const cut = fc.nat(JSON.stringify(good).length - 1).map((length) => JSON.stringify(good).slice(0, length));
const doubled = fc
  .tuple(fc.constantFrom('model', 'messages', 'stream', '__proto__', 'constructor'), strange)
  .map(([name, value]) => JSON.stringify(good).replace(/}$/, `,"${name}":${JSON.stringify(value) ?? 'null'}}`));
const body = fc.oneof(
  { weight: 5, arbitrary: mutated },
  { weight: 2, arbitrary: enlarged },
  { weight: 1, arbitrary: cut },
  { weight: 1, arbitrary: doubled },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);

test(`${requestCount} generated requests`, async () => {
  const scripted = await startScriptedService();
  const counts = { answered: 0, refused: 0, slowestMs: 0 };
  await fc.assert(
    fc.asyncProperty(body, async (text) => {
      const runsBefore = scripted.engine.runs.length;
      const begunMs = performance.now();
      const response = await fetch(`${scripted.baseUrl}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
        signal: AbortSignal.timeout(2000),
      });
      const answer = await response.text();
      counts.slowestMs = Math.max(counts.slowestMs, performance.now() - begunMs);
      expect(response.headers.get('x-request-id')).toMatch(/^req_/);
      if (response.status === 200) {
        counts.answered += 1;
        return;
      }
      counts.refused += 1;
      expect([400, 404]).toContain(response.status);
      expect(JSON.parse(answer)).toEqual({
        error: {
          message: expect.stringMatching(/./),
          type: 'invalid_request_error',
          param: expect.toSatisfy((param) => param === null || typeof param === 'string'),
          code: expect.toSatisfy((code) => code === null || (typeof code === 'string' && code !== '')),
        },
      });
      expect(answer.length).toBeLessThan(2000);
      expect(scripted.engine.runs.length).toBe(runsBefore);
    }),
    { numRuns: requestCount },
  );
  console.info('generated requests', counts);
  expect(scripted.engine.running()).toBe(0);
  expect(scripted.queue()).toEqual({ running: 0, waiting: 0 });
  expect(scripted.faultCodes).not.toContain('internal');
  const { done, faulted, aborted, open } = scripted.service.store.countByOutcome();
  expect({ done, faulted, aborted, open }).toEqual({
    done: counts.answered,
    faulted: counts.refused,
    aborted: 0,
    open: 0,
  });
  await scripted.stop();
});
