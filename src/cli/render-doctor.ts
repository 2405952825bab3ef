// In: findings and settings. Out: the lines a person reads: one for each finding, what to do below it. Pure.
import type { ExplainedSetting } from '../config/explain-config.ts';
import type { Finding } from './finding.ts';

export function renderDoctor(findings: readonly Finding[], settings: readonly ExplainedSetting[]): string {
  const lines = findings.flatMap(({ name, level, detail, advice }) => [
    `${level.padEnd(9)}${name.padEnd(11)}${detail}`,
    ...(advice === null ? [] : [`${' '.repeat(20)}-> ${advice}`]),
  ]);
  const changed = settings.filter(({ origin }) => origin !== 'default');
  const changedLines = changed.map(({ key, value, origin }) => `  ${key} = ${value} (${origin})`);
  const settingLines = changed.length === 0 ? ['All settings have their default.'] : ['Settings:', ...changedLines];
  return [...lines, '', ...settingLines, '', verdict(findings)].join('\n');
}

function verdict(findings: readonly Finding[]): string {
  const count = (level: Finding['level']): number => findings.filter((finding) => finding.level === level).length;
  const problems = count('problem');
  const warnings = count('warning');
  if (problems + warnings === 0) return 'All is well.';
  const warned = `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
  if (problems === 0) return `Nothing stops a start; ${warned}.`;
  return `${problems} ${problems === 1 ? 'problem' : 'problems'}, ${warned}.`;
}
