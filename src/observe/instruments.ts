// In: a registry. Out: every metric of the service, registered in it. Knows no event.
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const responseBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const modelBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 120, 300, 600, 1200];

function counter<Label extends string>(registry: Registry, name: string, help: string, labelNames: readonly Label[]) {
  return new Counter({ name: `kinglet_${name}`, help, labelNames, registers: [registry] });
}

function gauge<Label extends string>(registry: Registry, name: string, help: string, labelNames: readonly Label[]) {
  return new Gauge({ name: `kinglet_${name}`, help, labelNames, registers: [registry] });
}

function histogram<Label extends string>(
  registry: Registry,
  text: { readonly name: string; readonly help: string },
  buckets: number[],
  labelNames: readonly Label[],
) {
  return new Histogram({ name: `kinglet_${text.name}`, help: text.help, labelNames, buckets, registers: [registry] });
}

export function createInstruments(registry: Registry) {
  return {
    httpResponses: counter(registry, 'http_responses_total', 'HTTP answers', ['route', 'method', 'status']),
    httpResponseSeconds: histogram(
      registry,
      { name: 'http_response_seconds', help: 'From a request to the head of its answer' },
      responseBuckets,
      ['route', 'method'],
    ),
    requests: counter(registry, 'requests_total', 'Model requests by how they ended', [
      'operation',
      'deployment',
      'outcome',
      'fault',
    ]),
    tokens: counter(registry, 'tokens_total', 'Tokens; cached ones are also counted as prompt', ['deployment', 'kind']),
    costUsd: counter(registry, 'cost_usd_total', 'Cost by the prices of the deployment', ['deployment']),
    firstTextSeconds: histogram(
      registry,
      { name: 'time_to_first_text_seconds', help: 'From opening a model request to its first text' },
      modelBuckets,
      ['deployment'],
    ),
    requestSeconds: histogram(
      registry,
      { name: 'request_seconds', help: 'From opening a model request to its end' },
      modelBuckets,
      ['operation', 'deployment'],
    ),
    faults: counter(registry, 'faults_total', 'Faults raised', ['code']),
    contentFindings: counter(registry, 'content_findings_total', 'What the content filter found', [
      'deployment',
      'key',
      'source',
      'category',
      'level',
      'action',
    ]),
    queueWaiting: gauge(registry, 'queue_waiting', 'Requests that wait for a slot', ['engine']),
    slotsRunning: gauge(registry, 'slots_running', 'Slots that compute', ['engine']),
    slotsTotal: gauge(registry, 'slots_total', 'Slots of the engine', ['engine']),
    engineAvailability: gauge(registry, 'engine_availability', '1 for how a pool may use the engine', [
      'engine',
      'availability',
    ]),
    engineAttempts: counter(
      registry,
      'engine_attempts_total',
      'Requests sent to an engine of a pool, by how they ended',
      ['engine', 'end', 'fault'],
    ),
    engineFirstDeltaSeconds: histogram(
      registry,
      { name: 'engine_first_delta_seconds', help: 'From choosing an engine of a pool to its first piece of an answer' },
      modelBuckets,
      ['engine'],
    ),
    slotPreparations: counter(
      registry,
      'slot_preparations_total',
      'Beginnings of prompts that were computed once for several, kept, and put into slots',
      ['engine', 'work', 'outcome'],
    ),
    joinedRuns: counter(registry, 'joined_runs_total', 'Requests that read along with a run that computed the same', [
      'engine',
    ]),
    keptBytes: gauge(registry, 'kept_prefix_bytes', 'Kept beginnings of prompts', ['engine']),
    engineState: gauge(registry, 'engine_state', '1 for the state that the engine is in', ['engine', 'state']),
    engineRestarts: counter(registry, 'engine_restarts_total', 'Starts of the engine after its first', ['engine']),
    engineStartSeconds: gauge(registry, 'engine_start_seconds', 'How long the last start took', ['engine']),
  };
}

export type Instruments = ReturnType<typeof createInstruments>;
