// In: an address of a service, and what an operator wants to know of it. Out: it attacked, a report of what held and what it cost. A client like any
// other: any OpenAI-compatible service will do.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { systemClock } from '../base/clock.ts';
import { Fault } from '../contract/fault.ts';
import { firstModel } from '../redteam/list-models.ts';
import type { Report } from '../redteam/outcome.ts';
import { readReport } from '../redteam/read-report.ts';
import { renderReport } from '../redteam/render-report.ts';
import { runRedteam } from '../redteam/run-redteam.ts';
import { suites } from '../redteam/suites.ts';
import { summarise } from '../redteam/summarise.ts';
import type { Command, CommandContext } from './command.ts';
import { type RedteamOptions, readRedteamOptions } from './redteam-options.ts';

/** Slow engines on processors may take so long for one answer. */
const timeoutMs = 280_000;

export const redteamCommand: Command = {
  name: 'redteam',
  wordsUsage: '',
  wordCount: { least: 0, most: 0 },
  ownFlags: [
    {
      name: 'base-url',
      wordUsage: 'URL',
      summary: 'the service, with its /v1: llama-server, Ollama, vLLM, Kinglet, …',
    },
    { name: 'key', wordUsage: 'KEY', summary: 'its key' },
    {
      name: 'azure',
      wordUsage: 'VERSION',
      summary: "speak Azure OpenAI's API of this version; --model is the deployment",
    },
    { name: 'suites', wordUsage: 'NAMES', summary: 'with commas; all that can be had where absent' },
    {
      name: 'rows',
      wordUsage: 'NUMBER',
      summary: 'of each suite at most: 60; a smaller sample is part of a larger one',
    },
    { name: 'seed', wordUsage: 'NUMBER', summary: 'what the sample and all made-up words depend on: 1' },
    { name: 'max-characters', wordUsage: 'NUMBER', summary: 'longer rows are left out: 2400' },
    { name: 'concurrency', wordUsage: 'NUMBER', summary: 'cases at a time: 1' },
    { name: 'data', wordUsage: 'FOLDER', summary: 'the data sets; KINGLET_DATA where absent' },
    {
      name: 'label',
      wordUsage: 'TEXT',
      summary: 'what the report calls this run; reports with one label count as one',
    },
    { name: 'out', wordUsage: 'FILE', summary: 'the report as JSON' },
    { name: 'markdown', wordUsage: 'FILE', summary: 'the report to read; it is printed where absent' },
    { name: 'compare', wordUsage: 'FILES', summary: 'earlier reports, with commas, shown side by side with this run' },
    { name: 'minutes', wordUsage: 'NUMBER', summary: 'after so long no case begins' },
    { name: 'continue', wordUsage: '', summary: 'what stands in --out is not asked again, but for errors' },
    { name: 'answers', wordUsage: '', summary: 'keep every answer in --out' },
  ],
  summary: 'attack a service, and measure what holds and what it costs',
  details: `Suites:
${suites.map(({ name, summary, needsData }) => `  ${name}${needsData ? ' (data)' : ''}: ${summary}`).join('\n')}
Judges are exact rules, no model. --model says which model to ask for, the first the service names where absent. Without
--base-url the reports of --compare are shown.`,
  run: async (context) => {
    const { terminal, isJson } = context;
    const { model } = context.config;
    const options = readRedteamOptions({ flags: context.flags, model, environment: context.environment });
    const earlier = options.comparePaths.map(readReportFile);
    const now = options.baseUrl === null ? null : await attack(options, options.baseUrl, context);
    const reports = now === null ? earlier : [...earlier, now.report];
    const summaries = summarise(reports);
    const markdown = renderReport(reports, summaries);
    if (options.markdownPath !== null) writeWhole(options.markdownPath, markdown);
    if (isJson) terminal.print(JSON.stringify(summaries, null, 2));
    else if (options.markdownPath === null) terminal.print(markdown);
    if (now?.isComplete !== false) return 0;
    terminal.say('kinglet: the time was up before the end; --continue goes on from here');
    return 1;
  },
};

async function attack(options: RedteamOptions, baseUrl: string, { terminal, signal }: CommandContext) {
  const { key, azureVersion, outPath } = options;
  const model = options.model ?? (await firstModel(baseUrl, key, signal));
  const before = options.isContinued ? earlierOf(options) : null;
  const write = (report: Report): void => {
    if (outPath !== null) writeWhole(outPath, `${JSON.stringify(report)}\n`);
  };
  return await runRedteam(
    {
      ...options,
      endpoint: { baseUrl, key, model, azureVersion, timeoutMs },
      earlier: (before?.outcomes ?? []).filter(({ verdict }) => verdict !== 'error'),
    },
    {
      clock: systemClock,
      signal,
      onSuite: (suite, cases, done) =>
        terminal.say(`kinglet: ${suite}: ${cases} cases${done > 0 ? `, ${done} done` : ''}`),
      onReport: write,
    },
  );
}

/** Null where there is none yet. A larger sample may go on from a smaller one. */
function earlierOf({ outPath, seed, maxCharacters, label }: RedteamOptions): Report | null {
  if (outPath === null || !existsSync(outPath)) return null;
  const report = readReportFile(outPath);
  if (report.seed !== seed || report.maxCharacters !== maxCharacters || report.label !== label)
    throw new Fault(
      'config_invalid',
      `${outPath} has another seed, --max-characters or label: it cannot be continued.`,
    );
  return report;
}

function readReportFile(path: string): Report {
  if (!existsSync(path)) throw new Fault('config_invalid', `There is no ${path}.`);
  return readReport(readFileSync(path, 'utf8'), path);
}

/** Never half of it. */
function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
