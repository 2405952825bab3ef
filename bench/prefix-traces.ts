// In: a number. Out: loads whose prompts begin alike, as applications send them. The same number gives the same texts, and another gives texts
// that share nothing with them. Starts nothing.

export interface TraceStage {
  readonly clientCount: number;
  /** Each client sends the next that none has sent. */
  readonly bodies: readonly object[];
}

export interface Trace {
  readonly name: string;
  /** One begins when the one before has ended. */
  readonly stages: readonly TraceStage[];
  /** At most this share of the engine's time; see the issue of the schedule. */
  readonly bar: number;
}

interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

const nouns = ['ledger', 'harbour', 'orchard', 'signal', 'bridge', 'archive', 'engine', 'valley', 'mirror', 'garden'];
const verbs = ['records', 'holds', 'moves', 'counts', 'repairs', 'names', 'lights', 'measures', 'carries', 'watches'];

/** About twelve tokens a sentence. */
function sentences(count: number, seed: number): string {
  let state = seed * 7919 + 17;
  const draw = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return Array.from({ length: count }, () => {
    const [who, does, what] = [nouns[draw(10)] ?? '', verbs[draw(10)] ?? '', nouns[draw(10)] ?? ''];
    return `The ${who} ${draw(900) + 100} ${does} the ${what} ${draw(900) + 100}.`;
  }).join(' ');
}

function body(messages: readonly Message[], maxTokens: number, choices = 1): object {
  return {
    messages,
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0,
    max_tokens: maxTokens,
    ...(choices === 1 ? {} : { n: choices }),
  };
}

const system = (content: string): Message => ({ role: 'system', content });
const user = (content: string): Message => ({ role: 'user', content });

/** `seed` differs from round to round. */
export function prefixTraces(seed: number, maxTokens: number): readonly Trace[] {
  const long = system(`You answer questions about these facts. ${sentences(110, seed)}`);
  return [
    {
      name: 'cold-burst',
      bar: 0.25,
      stages: [{ clientCount: 8, bodies: range(8).map((at) => body([long, user(question(at))], maxTokens)) }],
    },
    {
      name: 'n-8',
      // The engine computes the prompt of `n` answers once too.
      bar: 1,
      stages: [{ clientCount: 1, bodies: [body([system(sentences(60, seed + 1)), user(question(1))], maxTokens, 8)] }],
    },
    { name: 'chat-multi-turn', bar: 1, stages: [conversations(seed + 2, maxTokens)] },
    { name: 'rag', bar: 0.5, stages: [documents(seed + 3, maxTokens)] },
    { name: 'agent-fan-out', bar: 0.5, stages: fanOut(seed + 4, maxTokens) },
  ];
}

const range = (count: number) => Array.from({ length: count }, (_, at) => at);
const question = (at: number) =>
  `Question ${at}: what does the ${nouns[at % 10]} do, and to what? Answer in one sentence.`;

/** Eight users, four turns each; what the assistant said is written down, so that both sides read the same. */
function conversations(seed: number, maxTokens: number): TraceStage {
  const bodies = range(4).flatMap((turn) =>
    range(8).map((who) => {
      const own = system(`You talk with user ${who}. ${sentences(12, seed * 31 + who)}`);
      const said = range(turn).flatMap((past): readonly Message[] => [
        user(question(past + who)),
        { role: 'assistant', content: sentences(4, seed * 57 + who * 5 + past) },
      ]);
      return body([own, ...said, user(question(turn + who))], maxTokens);
    }),
  );
  return { clientCount: 8, bodies };
}

/** Four documents, three questions to each, mixed. */
function documents(seed: number, maxTokens: number): TraceStage {
  const texts = range(4).map((at) => sentences(70, seed * 13 + at));
  const bodies = range(12).map((at) =>
    body(
      [system('Answer from the document.'), user(`${texts[(at * 7 + (at >> 2)) % 4]}\n\n${question(at)}`)],
      maxTokens,
    ),
  );
  return { clientCount: 4, bodies };
}

/** One plan, eight branches on it, eight on one of those: three levels on one context. */
function fanOut(seed: number, maxTokens: number): readonly TraceStage[] {
  const context = system(`You work on this plan. ${sentences(50, seed)}`);
  const branch = (at: number) => [context, user(`Branch ${at}: ${sentences(10, seed * 3 + at)}`)];
  const leaf = (at: number) => [
    ...branch(0),
    { role: 'assistant' as const, content: sentences(6, seed * 5) },
    user(`Leaf ${at}: ${question(at)}`),
  ];
  return [
    { clientCount: 1, bodies: [body([context, user('Begin.')], maxTokens)] },
    { clientCount: 8, bodies: range(8).map((at) => body(branch(at), maxTokens)) },
    { clientCount: 8, bodies: range(8).map((at) => body(leaf(at), maxTokens)) },
  ];
}
