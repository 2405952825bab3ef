// In: what runs and where. Out: the lines that a developer pastes from. Pure.

export interface BannerFacts {
  readonly baseUrl: string;
  readonly model: string;
  readonly deployment: string;
  readonly contextTokens: number | null;
  readonly isKeyed: boolean;
}

export function banner(facts: BannerFacts): string {
  const { baseUrl, deployment } = facts;
  const key = facts.isKeyed ? 'YOUR_KEY' : 'any';
  const context = facts.contextTokens === null ? '' : `, context ${facts.contextTokens.toLocaleString('en')} tokens`;
  const authorization = facts.isKeyed ? ` -H "Authorization: Bearer $KINGLET_API_KEY"` : '';
  return `
Kinglet is ready at ${baseUrl}/v1
  model ${facts.model} as ${deployment}${context}

  curl ${baseUrl}/v1/chat/completions -H "Content-Type: application/json"${authorization} \\
    -d '{"model": "${deployment}", "messages": [{"role": "user", "content": "Say hello"}]}'

  import OpenAI from 'openai';
  const client = new OpenAI({ baseURL: '${baseUrl}/v1', apiKey: '${key}' });
  const answer = await client.chat.completions.create({
    model: '${deployment}',
    messages: [{ role: 'user', content: 'Say hello' }],
  });
  console.log(answer.choices[0].message.content);

Ctrl-C stops it.`;
}
