// In: events. Out: the page they make, that two registries do not mix, and that no input grows the page without end.
import perfHooks from 'node:perf_hooks';
import { expect, test, vi } from 'vitest';
import type { LedgerClosing, LedgerOpening } from '../contract/ledger.ts';
import { createMetrics } from './create-metrics.ts';

const opening: LedgerOpening = {
  requestId: 'r',
  keyId: 'k',
  partition: 'p',
  operation: 'chat.completions',
  openedAtMs: 0,
};
const closing: LedgerClosing = {
  outcome: 'done',
  faultCode: null,
  deployment: 'gpt-4o-mini',
  modelId: 'qwen',
  isStream: false,
  usage: { promptTokens: 11, completionTokens: 7, cachedTokens: 3 },
  costUsd: 0.5,
  firstTextAfterMs: 200,
  closedAtMs: 2000,
  endUser: 'ada',
};

test('closed requests', async () => {
  const { observer, render, contentType } = createMetrics({ now: () => 0 });
  observer.emit({ kind: 'request-closed', opening, closing });
  const faulted: LedgerClosing = { ...closing, outcome: 'faulted', faultCode: 'engine_died', deployment: null };
  observer.emit({ kind: 'request-closed', opening, closing: { ...faulted, firstTextAfterMs: null } });
  const page = await render();
  for (const line of [
    'kinglet_requests_total{operation="chat.completions",deployment="gpt-4o-mini",outcome="done",fault="none"} 1',
    'kinglet_requests_total{operation="chat.completions",deployment="none",outcome="faulted",fault="engine_died"} 1',
    'kinglet_tokens_total{deployment="gpt-4o-mini",kind="prompt"} 11',
    'kinglet_tokens_total{deployment="gpt-4o-mini",kind="cached"} 3',
    'kinglet_tokens_total{deployment="gpt-4o-mini",kind="completion"} 7',
    'kinglet_cost_usd_total{deployment="gpt-4o-mini"} 0.5',
    'kinglet_time_to_first_text_seconds_sum{deployment="gpt-4o-mini"} 0.2',
    'kinglet_request_seconds_bucket{le="2.5",operation="chat.completions",deployment="gpt-4o-mini"} 1',
  ])
    expect(page).toContain(`${line}\n`);
  expect(page).not.toContain('kinglet_time_to_first_text_seconds_sum{deployment="none"}');
  expect(page).toContain('process_resident_memory_bytes');
  expect(contentType).toContain('text/plain');
});

test('findings of the content filter, with labels that stay few', async () => {
  const { observer, render } = createMetrics({ now: () => 0 });
  const found = [
    { category: 'hate', level: 'medium', action: 'filtered' },
    { category: 'blocklist', level: 'found', action: 'annotated' },
  ] as const;
  const event = {
    kind: 'content-found',
    requestId: 'r',
    policy: 'p',
    source: 'prompt',
    isFiltered: true,
    found,
  } as const;
  for (let key = 0; key < 300; key += 1)
    observer.emit({ ...event, deployment: 'd', keyId: `key-${key}`, text: 'never on the page' });
  const page = await render();
  const line = 'kinglet_content_findings_total{deployment="d",key="key-7",source="prompt",category';
  expect(page).toContain(`${line}="hate",level="medium",action="filtered"} 1\n`);
  expect(page).toContain(`${line}="blocklist",level="found",action="annotated"} 1\n`);
  expect(page).toContain(`${line.replace('key-7', 'other')}="hate",level="medium",action="filtered"} 200\n`);
  expect(page).not.toContain('never on the page');
});

test('answers, faults, queue', async () => {
  const { observer, render } = createMetrics({ now: () => 0 });
  const sent = { kind: 'response-sent', requestId: 'r', route: '/v1/models', status: 200, durationMs: 30 } as const;
  observer.emit({ ...sent, method: 'GET' });
  observer.emit({ ...sent, method: 'BREW' });
  observer.emit({ kind: 'fault-raised', requestId: null, code: 'invalid_value', message: 'text', cause: null });
  observer.emit({ kind: 'queue-changed', engineId: 'e', waiting: 3, running: 2, slotCount: 4 });
  const prepared = { kind: 'slot-prepared', engineId: 'e', work: 'restore', keptBytes: 7 } as const;
  for (const isDone of [true, true, false]) observer.emit({ ...prepared, isDone });
  for (let count = 0; count < 2; count += 1) observer.emit({ kind: 'run-joined', engineId: 'e' });
  observer.emit({ kind: 'notice', message: 'nothing' });
  const page = await render();
  for (const line of [
    'kinglet_http_responses_total{route="/v1/models",method="GET",status="200"} 1',
    'kinglet_http_responses_total{route="/v1/models",method="other",status="200"} 1',
    'kinglet_http_response_seconds_sum{route="/v1/models",method="GET"} 0.03',
    'kinglet_faults_total{code="invalid_value"} 1',
    'kinglet_queue_waiting{engine="e"} 3',
    'kinglet_slots_running{engine="e"} 2',
    'kinglet_slots_total{engine="e"} 4',
    'kinglet_slot_preparations_total{engine="e",work="restore",outcome="done"} 2',
    'kinglet_slot_preparations_total{engine="e",work="restore",outcome="failed"} 1',
    'kinglet_kept_prefix_bytes{engine="e"} 7',
    'kinglet_joined_runs_total{engine="e"} 2',
  ])
    expect(page).toContain(`${line}\n`);
});

test('an engine is in one state, its first start is no restart, and the last start has a length', async () => {
  let nowMs = 0;
  const { observer, render } = createMetrics({ now: () => nowMs });
  for (const state of ['starting', 'ready', 'died', 'starting', 'ready'] as const) {
    observer.emit({ kind: 'engine-state', engineId: 'e', state, detail: '' });
    nowMs += 1500;
  }
  const page = await render();
  for (const [state, value] of [
    ['starting', 0],
    ['ready', 1],
    ['died', 0],
    ['stopped', 0],
  ])
    expect(page).toContain(`kinglet_engine_state{engine="e",state="${state}"} ${value}\n`);
  expect(page).toContain('kinglet_engine_restarts_total{engine="e"} 1\n');
  expect(page).toContain('kinglet_engine_start_seconds{engine="e"} 1.5\n');
});

test('registries do not mix, and labels are bounded', async () => {
  const [left, right] = [createMetrics({ now: () => 0 }), createMetrics({ now: () => 0 })];
  for (let index = 0; index < 1000; index += 1)
    left.observer.emit({ kind: 'fault-raised', requestId: null, code: `code-${index}`, message: '', cause: null });
  const page = await left.render();
  expect(page.match(/^kinglet_faults_total\{/gm)).toHaveLength(101);
  expect(page).toContain('kinglet_faults_total{code="other"} 900\n');
  expect(await right.render()).not.toContain('code-1');
});

test('the event loop is left alone until somebody reads the page, and is measured from then on', async () => {
  const monitor = vi.spyOn(perfHooks, 'monitorEventLoopDelay');
  const { render } = createMetrics({ now: () => 0 });
  expect(monitor).not.toHaveBeenCalled();
  expect(await render()).toContain('process_cpu_seconds_total');
  expect(await render()).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(monitor).toHaveBeenCalledTimes(1);
  monitor.mockRestore();
});
