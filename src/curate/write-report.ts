// In: a finished run. Out: `report.json` and `report.md` beside its outputs, and the report itself. Knows no terminal.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CuratePlan, finishRun, inputsName } from './curate.ts';
import { type CurateReport, describeRun } from './describe-run.ts';
import type { JournalState } from './journal.ts';
import { type InputLine, renderReport } from './render-report.ts';

/** All are in `inputs.jsonl`. */
const inputsInReport = 10_000;

/** The run is over when it was written. */
export async function writeReport(
  { outFolder, settings }: Pick<CuratePlan, 'outFolder' | 'settings'>,
  state: JournalState,
  scorers: string,
): Promise<CurateReport> {
  const report = describeRun(state, settings, scorers);
  const inputs = readInputLines(outFolder);
  const content = { ...report, inputs: inputs.slice(0, inputsInReport) };
  await writeFile(join(outFolder, 'report.json'), `${JSON.stringify(content, null, 2)}\n`);
  await writeFile(join(outFolder, 'report.md'), renderReport(report, inputs));
  await finishRun(outFolder, state);
  return report;
}

function readInputLines(outFolder: string): readonly InputLine[] {
  const lines = readFileSync(join(outFolder, inputsName), 'utf8').trimEnd().split('\n');
  // Only `curate` writes this file.
  return lines.map((line) => JSON.parse(line) as InputLine);
}
