// In: every kind of event. Out: the lines they make in both formats, and that no secret, prompt or control character gets into one.
import { expect, test } from 'vitest';
import type { LedgerClosing, LedgerOpening } from '../contract/ledger.ts';
import type { ServiceEvent } from '../contract/observer.ts';
import { createLogSink, type LogSettings } from './create-log-sink.ts';

function linesOf(settings: Partial<LogSettings>, ...events: readonly ServiceEvent[]): readonly string[] {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  const sink = createLogSink({ level: 'debug', format: 'json', destination, ...settings });
  for (const event of events) sink.emit(event);
  return lines;
}

function recordOf(event: ServiceEvent): Readonly<Record<string, unknown>> {
  return JSON.parse(linesOf({}, event)[0] ?? 'null') as Readonly<Record<string, unknown>>;
}

const opening: LedgerOpening = {
  requestId: 'req-1',
  keyId: 'app',
  partition: 'shop',
  operation: 'chat.completions',
  openedAtMs: 1000,
};
const closing: LedgerClosing = {
  outcome: 'done',
  faultCode: null,
  deployment: 'gpt-4o-mini',
  modelId: 'qwen',
  isStream: true,
  usage: { promptTokens: 11, completionTokens: 7, cachedTokens: 3 },
  costUsd: 0.25,
  firstTextAfterMs: 12,
  closedAtMs: 3500,
  endUser: 'ada@example.com',
};
const closed: ServiceEvent = { kind: 'request-closed', opening, closing };
const fault = (code: string, cause: unknown, message = 'It failed.'): ServiceEvent => ({
  kind: 'fault-raised',
  requestId: 'req-1',
  code,
  message,
  cause,
});

test('a closed request is one line with ids, tokens, times and outcome, without the end user', () => {
  const { time, ...record } = recordOf(closed);
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  expect(record).toEqual({
    level: 'info',
    message: 'chat.completions done',
    requestId: 'req-1',
    keyId: 'app',
    deployment: 'gpt-4o-mini',
    modelId: 'qwen',
    outcome: 'done',
    faultCode: null,
    isStream: true,
    promptTokens: 11,
    cachedTokens: 3,
    completionTokens: 7,
    costUsd: 0.25,
    firstTextAfterMs: 12,
    durationMs: 2500,
  });
});

test('the pretty form is one line with what says something', () => {
  const [line] = linesOf({ format: 'pretty' }, closed);
  expect(line?.replace(/^[\d:.]{12}/, 'TIME')).toBe(
    'TIME INFO  chat.completions done requestId=req-1 keyId=app deployment=gpt-4o-mini modelId=qwen isStream=true ' +
      'promptTokens=11 cachedTokens=3 completionTokens=7 costUsd=0.25 firstTextAfterMs=12 durationMs=2500\n',
  );
});

test('answers: probes at debug, failures of ours at warn', () => {
  const sent = (route: string, status: number): ServiceEvent => ({
    kind: 'response-sent',
    requestId: 'req-1',
    method: 'GET',
    route,
    status,
    durationMs: 2,
  });
  expect(recordOf(sent('/v1/models', 200))).toMatchObject({
    level: 'info',
    message: 'GET /v1/models 200',
    durationMs: 2,
  });
  expect(recordOf(sent('/metrics', 200))).toMatchObject({ level: 'debug' });
  expect(recordOf(sent('/health', 503))).toMatchObject({ level: 'warn' });
});

test('only faults of ours are errors, and only they carry stacks', () => {
  const cause = new Error('outer', { cause: new TypeError('inner') });
  const ours = recordOf(fault('internal', cause));
  expect(ours).toMatchObject({ level: 'error', message: 'It failed.', faultCode: 'internal', requestId: 'req-1' });
  expect(ours['stack']).toMatch(/^Error: outer\n {4}at .*\ncaused by: TypeError: inner\n/s);
  const theirs = recordOf(fault('invalid_value', cause));
  expect(theirs).toMatchObject({ level: 'debug', faultCode: 'invalid_value' });
  expect(theirs).not.toHaveProperty('stack');
  expect(recordOf(fault('internal', undefined))).not.toHaveProperty('stack');
});

test('properties that hang on an error, and errors that are none, stay out', () => {
  const cause = Object.assign(new Error('upstream'), { body: 'the whole prompt', headers: { authorization: 'x' } });
  expect(linesOf({}, fault('engine_error', cause)).join()).not.toContain('the whole prompt');
  expect(recordOf(fault('internal', { prompt: 'the whole prompt' }))['stack']).toBe('a thrown object');
});

test('a cause that is its own cause ends', () => {
  const cause = new Error('round');
  cause.cause = cause;
  expect(String(recordOf(fault('internal', cause))['stack']).length).toBeLessThanOrEqual(8000);
});

test.each([
  'bad key sk-proj-abcdefgh12345678',
  'header Authorization: Bearer abcdefgh12345678',
  'api-key=abcdefgh12345678 refused',
  '{"api_key":"abcdefgh12345678"}',
  'connect http://ada:abcdefgh12345678@host/ failed',
])('what looks like a key is masked: %s', (text) => {
  const events: readonly ServiceEvent[] = [
    fault('internal', new Error(text), text),
    { kind: 'notice', message: text },
    { kind: 'engine-state', engineId: 'llama-0', state: 'died', detail: text },
  ];
  for (const format of ['json', 'pretty'] as const)
    expect(linesOf({ format }, ...events).join()).not.toContain('abcdefgh12345678');
});

test('ordinary words are not masked', () => {
  const message = 'at most 128 tokens: token count 12, listening on http://127.0.0.1:4141/v1';
  expect(recordOf({ kind: 'notice', message })).toMatchObject({ message });
});

test('no control character reaches the terminal, and a line stays one line', () => {
  const detail = 'bad\u001b[2J\nINFO forged\u009b';
  const [line] = linesOf({ format: 'pretty' }, { kind: 'engine-state', engineId: 'e', state: 'died', detail });
  expect(line?.split('\n')).toHaveLength(2);
  expect(line).toContain(' detail="bad\\u001b[2J\\nINFO forged\\u009b"\n');
});

test('a stack keeps its lines on a terminal', () => {
  const [line] = linesOf({ format: 'pretty' }, fault('internal', new Error('outer')));
  expect(line).toMatch(/ERROR It failed\. requestId=req-1 faultCode=internal\n {4}Error: outer\n {8}at /);
});

test('the level holds, and engine states and queue have theirs', () => {
  const died: ServiceEvent = { kind: 'engine-state', engineId: 'e', state: 'died', detail: 'signal' };
  const queue: ServiceEvent = { kind: 'queue-changed', engineId: 'e', waiting: 1, running: 2, slotCount: 4 };
  expect(recordOf(died)).toMatchObject({ level: 'error', message: 'engine e died', detail: 'signal' });
  expect(recordOf(queue)).toMatchObject({ level: 'debug', waiting: 1, running: 2, slotCount: 4 });
  expect(linesOf({ level: 'error' }, died, queue, closed)).toHaveLength(1);
  expect(linesOf({ level: 'silent' }, died)).toHaveLength(0);
});
