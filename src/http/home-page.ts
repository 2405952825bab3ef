// In: what runs and where. Out: the small page at `/`. Plain HTML without scripts; knows no request.

export interface HomeFacts {
  readonly deploymentNames: readonly string[];
  readonly modelTitle: string;
  readonly contextTokens: number | null;
  readonly engineLine: string;
}

export function homePage(facts: HomeFacts, baseUrl: string): string {
  const apiUrl = `${baseUrl}/v1`;
  const [model = 'gpt-4o-mini'] = facts.deploymentNames;
  const rows = [
    ['Model', facts.modelTitle],
    ['Answers to', facts.deploymentNames.join(', ')],
    [
      'Context',
      facts.contextTokens === null ? 'as the upstream has it' : `${facts.contextTokens.toLocaleString('en')} tokens`,
    ],
    ['Engine', facts.engineLine],
    ['Base URL', apiUrl],
  ];
  const snippet = `import OpenAI from 'openai';

const client = new OpenAI({ baseURL: '${apiUrl}', apiKey: 'any' });
const stream = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'Hello' }],
  stream: true,
});
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Kinglet</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #222; background: #fff }
th { text-align: left; white-space: nowrap; padding-right: 2rem; font-weight: 600; vertical-align: top }
pre { font-size: .8rem; background: #f4f4f2; padding: 1rem; overflow: auto; border-radius: .4rem }
a { color: #0a5 }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } pre { background: #242424 } a { color: #5d9 } }
</style>
<h1>Kinglet is running</h1>
<table>
${rows.map(([name = '', value = '']) => `<tr><th>${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`).join('\n')}
</table>
<h2>Use it</h2>
<pre>${escapeHtml(snippet)}</pre>
<p><a href="/v1/models">Models</a> · <a href="/health/ready">Readiness</a> · <a href="/metrics">Metrics</a></p>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
