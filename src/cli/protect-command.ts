// In: folders with what an operator owns. Out: their indexes in the home, which a running service takes up by itself; and what a file repeats of
// them. Works without a service.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { systemClock } from '../base/clock.ts';
import { Fault } from '../contract/fault.ts';
import { type BuildReport, buildIndex, type IndexPlan, packageIndexName } from '../safety/protected/build-index.ts';
import { type IndexHeader, readIndexHeader } from '../safety/protected/index-file.ts';
import { indexExtension, openIndexFolder } from '../safety/protected/index-folder.ts';
import { materialKinds } from '../safety/protected/kinds.ts';
import { matchText } from '../safety/protected/match-text.ts';
import type { Command, CommandContext } from './command.ts';
import { indexPath, protectedFolder } from './open-protected-material.ts';
import { renderTable } from './render-table.ts';
import { type Action, runAction } from './run-action.ts';

const one = { least: 1, most: 1 };
/** Of one folder: some 300 MB of source code, or an index of half a gigabyte. */
const mostTokens = 100_000_000;

function checkName(name: string): string {
  if (!/^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/.test(name))
    throw new Fault(
      'invalid_value',
      `The name ${name} must be of letters, digits and any of ._-; give one with --name.`,
    );
  if (name === packageIndexName)
    throw new Fault(
      'invalid_value',
      `The index ${name} is Kinglet's own: it is made anew whenever its packages change.`,
    );
  return name;
}

function checkUrl(url: string | undefined): string {
  if (url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new Fault(
    'invalid_value',
    'Give --url with the address that a citation shall show, such as https://example.org/book.',
  );
}

function checkFolder(path: string): string {
  const folder = resolve(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new Fault('invalid_value', `${path} is no folder.`);
}

/** Between its steps the operator can stop it. */
async function build(plan: IndexPlan, path: string, signal: AbortSignal): Promise<BuildReport> {
  const steps = buildIndex(plan, path);
  try {
    for (let count = 0; ; count += 1) {
      const step = steps.next();
      if (step.done === true) return step.value;
      if (count % 16 === 0) await setImmediate();
      signal.throwIfAborted();
    }
  } finally {
    steps.return({ documentCount: 0, tokenCount: 0, shingleCount: 0, characterCount: 0 });
  }
}

function indexNames({ config }: CommandContext): readonly string[] {
  const folder = protectedFolder(config.home);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(indexExtension))
    .map((name) => name.slice(0, -indexExtension.length))
    .sort();
}

function sourceOf({ sources }: IndexHeader): string {
  const [first] = sources;
  return first === undefined || sources.length > 1
    ? `${sources.length} sources`
    : `${first.license ?? ''} ${first.url}`;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const actions: Readonly<Record<string, Action>> = {
  list: {
    wordsUsage: '',
    wordCount: { least: 0, most: 0 },
    run: async (_words, context) => {
      const rows = indexNames(context).map((name) => ({
        name,
        header: readIndexHeader(indexPath(context.config.home, name)),
      }));
      if (context.isJson) {
        const shown = rows.map(({ name, header }) => ({
          name,
          documents: header?.documents.length ?? null,
          tokens: header?.tokenCount ?? null,
          sources: header?.sources ?? null,
        }));
        return context.terminal.print(JSON.stringify(shown, null, 2));
      }
      const cells = rows.map(({ name, header }) =>
        header === null
          ? [name, '', '', 'cannot be read: add it again']
          : [name, String(header.documents.length), String(header.tokenCount), sourceOf(header)],
      );
      context.terminal.print(renderTable(['INDEX', 'FILES', 'TOKENS', 'SOURCE'], cells));
    },
  },
  add: {
    wordsUsage: 'FOLDER --url URL [--license SPDX] [--name NAME]',
    wordCount: one,
    run: async ([given = ''], context) => {
      const { flags, config, signal, terminal } = context;
      const folder = checkFolder(given);
      const url = checkUrl(flags.get('url'));
      const name = checkName(flags.get('name') ?? basename(folder));
      const source = { license: flags.get('license') ?? null, url };
      const path = indexPath(config.home, name);
      const plan: IndexPlan = {
        name,
        madeFrom: folder,
        folders: [{ path: folder, source, name, foreign: new Set() }],
        kinds: materialKinds,
        mostTokens,
      };
      const report = await build(plan, path, signal);
      if (report.documentCount === 0) {
        rmSync(path, { force: true });
        throw new Fault('invalid_value', `${given} holds no text or code that is long enough to be recognised.`);
      }
      const { documentCount, tokenCount } = report;
      if (tokenCount > mostTokens)
        terminal.say(
          `kinglet: what lies behind the first ${mostTokens} tokens is left out; protect the rest by folders of its own`,
        );
      terminal.say(
        `kinglet: ${documentCount} files with ${tokenCount} tokens are protected as ${name}, from the next second on`,
      );
    },
  },
  remove: {
    wordsUsage: 'NAME',
    wordCount: one,
    run: async ([given = ''], context) => {
      const name = checkName(given);
      if (!indexNames(context).includes(name)) throw new Fault('not_found', `There is no index ${name}.`);
      rmSync(indexPath(context.config.home, name));
      context.terminal.say(`kinglet: ${name} is not protected any more`);
    },
  },
  check: {
    wordsUsage: 'FILE',
    wordCount: one,
    run: async ([path = ''], context) => {
      const { config, terminal } = context;
      const text = readText(path);
      const onFault = ({ message }: Fault): void => terminal.say(`kinglet: ${message}`);
      const folder = openIndexFolder({ folder: protectedFolder(config.home), nowMs: systemClock.nowMs, onFault });
      const rows = matchText(text, await folder.current()).matches.map(({ citation, start, end, ...match }) => ({
        ...citation,
        ...match,
        firstLine: lineAt(text, start),
        lastLine: lineAt(text, end),
      }));
      if (context.isJson) return terminal.print(JSON.stringify(rows, null, 2));
      const cells = rows.map((row) => [
        `${row.firstLine}-${row.lastLine}`,
        row.kind === 'protectedCode' ? 'code' : 'text',
        String(row.coveredTokens),
        row.license ?? '',
        row.url,
        row.path,
      ]);
      terminal.print(renderTable(['LINES', 'KIND', 'TOKENS', 'LICENCE', 'URL', 'FILE'], cells));
    },
  },
};

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Fault('invalid_value', `${path} cannot be read.`, { cause });
  }
}

export const protectCommand: Command = {
  name: 'protect',
  wordsUsage: '[list | add FOLDER | remove NAME | check FILE]',
  wordCount: { least: 0, most: Number.POSITIVE_INFINITY },
  ownFlags: [
    { name: 'url', wordUsage: 'URL', summary: 'for add: what a citation shows' },
    { name: 'license', wordUsage: 'SPDX', summary: 'for add: the licence that a citation shows, such as MIT' },
    { name: 'name', wordUsage: 'NAME', summary: "for add: the index's name; the folder's where absent" },
  ],
  summary: 'texts and code that answers may not repeat, or only with their source',
  details: `add makes an index of the texts and source files of a folder, in the home; a running service takes it up by itself, and from then on
completions that repeat some 30 words of a text or 40 tokens of code are found. check shows what a file repeats, and of whom. The index
${packageIndexName} is made at the first start from the packages that Kinglet is made of.`,
  run: (context) => runAction('protect', actions, context),
};
