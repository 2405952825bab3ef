// In: a text, or a folder with a text for each language. Out: how many tokens it is to the model that the running service serves, and to
// the vocabularies of GPT-4o and GPT-4. A client like any other: knows the public HTTP API only.
import type { Command, CommandContext } from './command.ts';
import { countModelTokens } from './count-model-tokens.ts';
import { countOpenaiTokens } from './count-openai-tokens.ts';
import { findRunningService, keyHeaders } from './find-running-service.ts';
import { notRunning } from './not-running.ts';
import { type NamedText, readTexts } from './read-texts.ts';
import { renderTokenCounts, type TokenCounts } from './render-token-counts.ts';

export const tokensCommand: Command = {
  name: 'tokens',
  wordsUsage: '[TEXT]',
  wordCount: { least: 0, most: Number.POSITIVE_INFINITY },
  ownFlags: [
    { name: 'folder', wordUsage: 'DIR', summary: 'count every *.txt in it, one for each language, named en.txt' },
  ],
  summary: 'how many tokens a text is, to the loaded model and to GPT-4o and GPT-4',
  details: `Give a TEXT or --folder DIR. The loaded model is asked of the running service. Where a text is named "en", each count also
stands as a multiple of its own.`,
  run: async (context) => {
    const folder = context.flags.get('folder');
    const given = context.words.join(' ');
    if ((given === '') === (folder === undefined)) {
      context.terminal.say('kinglet: give either a text or --folder DIR. Try: kinglet tokens "How long is this?"');
      return 2;
    }
    const texts = folder === undefined ? [{ name: 'text', text: given }] : readTexts(folder);
    const { model, rows } = await count(texts, context);
    const { terminal, isJson } = context;
    terminal.print(isJson ? JSON.stringify({ model, texts: rows }, null, 2) : renderTokenCounts(model, rows));
    return 0;
  },
};

async function count(
  texts: readonly NamedText[],
  { config, signal }: CommandContext,
): Promise<{ readonly model: string; readonly rows: readonly TokenCounts[] }> {
  const finding = await findRunningService(config, 5000, signal);
  if (finding.kind !== 'running') throw notRunning(finding);
  const service = { baseUrl: finding.baseUrl, headers: keyHeaders(config) };
  const rows: TokenCounts[] = [];
  for (const { name, text } of texts) {
    const modelTokens = await countModelTokens(text, service, signal);
    rows.push({ name, characters: [...text].length, model: modelTokens, ...(await countOpenaiTokens(text)) });
  }
  // A deployment goes by several names; the last is that of the model itself.
  return { model: finding.modelNames.at(-1) ?? 'model', rows };
}
