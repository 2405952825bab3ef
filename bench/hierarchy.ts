// In: nothing, or --base-url of a running service and two of its deployments, one without a hierarchy policy. Out: how long ranking and fencing
// 4,000 tokens take, of a conversation and of a text that a task is about, in milliseconds (the bar is 10), and how many tokens a fenced document of 2,000 adds (the bar is 15%).
import { parseArgs } from 'node:util';
import type { Turn } from '../src/contract/turn.ts';
import { fenceTurns } from '../src/hierarchy/fence-turns.ts';
import { taskQuoter } from '../src/hierarchy/quote-tasks.ts';
import { rankTurns } from '../src/hierarchy/rank-turns.ts';
import { createSeal } from '../src/hierarchy/seal.ts';
import { defaultHierarchyPolicy } from '../src/hierarchy/system-hierarchy-policies.ts';
import { loadInstructionScorer } from '../src/hierarchy/untrusted/instruction-model.ts';
import { splitDocuments } from '../src/safety/grounding/split-documents.ts';

const rounds = 500;
const charactersPerToken = 4.5;
const sentences =
  'The committee met on Tuesday to discuss the new library. Members asked how the reading rooms would be heated in winter, and who pays for it. ' +
  'A visitor said that she comes every week with her children; they like the corner with the maps. Work begins in spring if the weather allows. ';

function textOfTokens(tokens: number): string {
  const length = Math.round(tokens * charactersPerToken);
  return sentences.repeat(Math.ceil(length / sentences.length)).slice(0, length);
}

function turn(role: Turn['role'], text: string): Turn {
  return { role, parts: [{ kind: 'text', text }], name: null, toolCalls: [], toolCallId: null };
}

/** Eight rounds of a question, a call, what the tool said and an answer. */
const conversation: readonly Turn[] = [
  turn('system', textOfTokens(300)),
  ...Array.from({ length: 8 }, () => [
    turn('user', textOfTokens(60)),
    turn('assistant', ''),
    turn('tool', textOfTokens(300)),
    turn('assistant', textOfTokens(100)),
  ]).flat(),
];

const quoteTasks = taskQuoter(loadInstructionScorer());

/** A task over a text of as many tokens. */
const textAtWork: readonly Turn[] = [turn('system', 'Summarize the following text.'), turn('user', textOfTokens(4000))];

function fenceOnce(turns: readonly Turn[]): void {
  fenceTurns(rankTurns(turns, 'system'), {
    policy: defaultHierarchyPolicy,
    neutralSystemText: '',
    seal: createSeal(new Uint8Array(32), 'bench'),
    splitDocuments,
    quoteTasks,
  });
}

async function promptTokens(baseUrl: string, model: string, content: string): Promise<number> {
  const response = await fetch(`${baseUrl}/messages/count_tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content }] }),
  });
  const counted: unknown = await response.json();
  if (typeof counted === 'object' && counted !== null && 'input_tokens' in counted) return Number(counted.input_tokens);
  throw new Error(`${model} did not count: ${JSON.stringify(counted)}`);
}

const { values } = parseArgs({
  options: { 'base-url': { type: 'string' }, fenced: { type: 'string' }, plain: { type: 'string' } },
});
for (const [name, turns] of [
  ['rank and fence a conversation of 4,000 tokens', conversation],
  ['rank it and look for tasks in a text of 4,000 tokens', textAtWork],
] as const) {
  for (let round = 0; round < rounds; round += 1) fenceOnce(turns);
  const spentMs = Array.from({ length: rounds }, () => {
    const start = performance.now();
    fenceOnce(turns);
    return performance.now() - start;
  }).sort((left, right) => left - right);
  console.log(`${name}: p50 ${spentMs[rounds / 2]?.toFixed(2)} ms, p99 ${spentMs[(rounds * 99) / 100]?.toFixed(2)} ms`);
}

const { 'base-url': baseUrl, fenced = 'gpt-4o-mini', plain } = values;
if (baseUrl !== undefined && plain !== undefined) {
  const content = `Summarise this.\n""" <documents> ${textOfTokens(2000)} </documents> """`;
  const [withFence, without] = [
    await promptTokens(baseUrl, fenced, content),
    await promptTokens(baseUrl, plain, content),
  ];
  console.log(
    `a document: ${without} tokens, fenced ${withFence}: ${(100 * (withFence / without - 1)).toFixed(1)}% more`,
  );
}
