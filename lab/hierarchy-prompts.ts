// In: the path of a model, JSON lines of conversations and, where one is given, an adapter. Out: JSON lines: the ids of each as the engine reads it
// in service under the default policy, the ids of texts that came with it, and the greedy answer where one is wanted. Learns nothing.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readGgufHeader } from '../src/catalog/gguf-header.ts';
import { loadCatalog } from '../src/catalog/load-catalog.ts';
import { describeMachine } from '../src/catalog/machine.ts';
import { provisionEngine } from '../src/catalog/provision-engine.ts';
import { llamaModelOptions } from '../src/cli/llama-model-options.ts';
import type { Prompt } from '../src/contract/engine.ts';
import type { Turn, TurnRole } from '../src/contract/turn.ts';
import { createLlamaEngine } from '../src/engine/llama/llama-engine.ts';
import { fenceTurns } from '../src/hierarchy/fence-turns.ts';
import { taskQuoter } from '../src/hierarchy/quote-tasks.ts';
import { createSeal } from '../src/hierarchy/seal.ts';
import { defaultHierarchyPolicy } from '../src/hierarchy/system-hierarchy-policies.ts';
import { loadInstructionScorer } from '../src/hierarchy/untrusted/instruction-model.ts';
import { userTextSplitter } from '../src/serve/split-user-text.ts';

interface LabMessage {
  readonly role: TurnRole;
  readonly text: string;
  /** Of an assistant's turn: the name of the one function that it calls. */
  readonly call?: string;
  /** Of a tool's turn: the call that it answers. */
  readonly callId?: string;
}

interface LabConversation {
  readonly id: string;
  readonly messages: readonly LabMessage[];
  /** Absent wants no answer. */
  readonly answerTokens?: number;
  readonly texts?: readonly string[];
}

const [, , modelPath = '', givenPath = '', saidPath = '', adapterPath = ''] = process.argv;
const home = process.env['KINGLET_HOME'] ?? '';
const signal = new AbortController().signal;
const quoteTasks = taskQuoter(loadInstructionScorer());
/** Always the same, so that prompts are; what the marks are called differs with each text. */
const seal = createSeal(Buffer.from('lab'), 'hierarchy');
const policy = defaultHierarchyPolicy;
const neutralSystemText = 'You are a helpful assistant.';

const machine = await describeMachine();
const launch = await provisionEngine(
  {
    home,
    engines: loadCatalog().engines,
    machine,
    configuredPath: null,
    environment: process.env,
    isFetchAllowed: false,
  },
  () => undefined,
  signal,
);
const header = await readGgufHeader(modelPath);
const model = {
  id: 'lab',
  path: modelPath,
  projectorPath: null,
  sizeBytes: header.fileBytes,
  sha256: null,
  source: 'file',
};
const slotSaveFolder = mkdtempSync(join(tmpdir(), 'kinglet-hierarchy-'));
const batchTokens = 256;
const adapter = adapterPath === '' ? null : 'hierarchy';
const engine = createLlamaEngine({
  ...llamaModelOptions(launch, model, header, { furtherCallLogprob: null, leastCallLogprob: null }),
  id: 'lab',
  parameters: {
    modelPath,
    projectorPath: null,
    alias: 'lab',
    contextTokens: 2048,
    slotCount: 1,
    threads: machine.coreCount,
    batchTokens,
    microBatchTokens: batchTokens,
    flashAttention: 'auto',
    kvTypeK: 'f16',
    kvTypeV: 'f16',
    gpuLayers: null,
    slotSaveFolder,
    ropeScaling: null,
    httpThreads: 4,
  },
  ...(adapter === null
    ? {}
    : { adapters: [{ name: adapter, path: adapterPath, scale: 1, digest: digestOf(adapterPath) }] }),
  keeping: { leastTokens: Number.POSITIVE_INFINITY, budgetBytes: 0, keptFolder: null },
  readyTimeoutMs: 120_000,
  onState: () => undefined,
});

try {
  // Half an hour of asking: what was said before an interruption stays.
  const partPath = `${saidPath}.part`;
  const begun = existsSync(partPath) ? linesOf(partPath).length : 0;
  for (const line of linesOf(givenPath).slice(begun))
    appendFileSync(partPath, `${JSON.stringify(await readAs(JSON.parse(line)))}\n`);
  renameSync(partPath, saidPath);
} finally {
  await engine.stop();
  rmSync(slotSaveFolder, { recursive: true, force: true });
}

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

async function readAs({ id, messages, answerTokens, texts = [] }: LabConversation) {
  const { turns } = fenceTurns(messages.map(turnOf), {
    policy,
    neutralSystemText,
    seal,
    splitDocuments: userTextSplitter(policy),
    quoteTasks,
  });
  const prompt = await engine.prepare(
    {
      turns,
      tools: [],
      toolPolicy: { mode: 'auto', allowedNames: null, isNamed: false, isParallel: true },
      answerFormat: { kind: 'text' },
    },
    signal,
  );
  if (prompt.kind !== 'tokens') throw new Error('The engine takes no ids.');
  const textTokens = await Promise.all(texts.map((text) => engine.tokenizer?.tokenize(text, signal)));
  const answer = answerTokens === undefined ? {} : await greedyAnswer(prompt, answerTokens);
  return { id, tokens: prompt.tokens, textTokens, ...answer };
}

/** With ln p of each of its tokens; `isWhole`: the model ended it itself. */
async function greedyAnswer(prompt: Prompt, maxTokens: number) {
  const sampling = {
    ...{ temperature: 0, topP: 1, topK: null, presencePenalty: 0, frequencyPenalty: 0, seed: 1 },
    ...{ stops: [], logitBias: new Map<number, number>(), maxTokens, topLogprobs: 0 },
  };
  let answer = '';
  let isWhole = false;
  const answerIds: number[] = [];
  const logprobs: number[] = [];
  for await (const delta of engine.generate(
    { prompt, sampling, constraint: null, slot: 0, isCacheReused: false, adapter },
    signal,
  )) {
    if (delta.kind === 'text-delta') {
      answer += delta.text;
      answerIds.push(...delta.tokens);
      logprobs.push(...delta.logprobs.map(({ logprob }) => logprob));
    }
    if (delta.kind === 'finish') isWhole = delta.reason === 'stop';
  }
  return { answer, isWhole, answerIds, logprobs };
}

function turnOf({ role, text, call, callId }: LabMessage): Turn {
  const toolCalls = call === undefined ? [] : [{ id: callId ?? call, name: call, argumentsJson: '{}' }];
  return {
    role,
    parts: [{ kind: 'text', text }],
    name: null,
    toolCalls,
    toolCallId: role === 'tool' ? (callId ?? null) : null,
  };
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
