// In: the description of the engine. Out: the lines a person reads. Pure.
import { formatBytes } from '../catalog/format-bytes.ts';
import type { Machine } from '../catalog/machine.ts';
import type { EngineDescription } from './describe-engine.ts';

export function renderEngine(description: EngineDescription): string {
  const { launch, machine, model, modelPath, chosen, hint } = description;
  const rows: readonly (readonly [string, string | null])[] = [
    ['engine', description.engine],
    ['program', launch === null ? null : `${launch.command} (${launch.kind}, from ${launch.source})`],
    ['machine', describeMachineLine(machine)],
    ['features', machine.cpuFeatures.join(' ') || 'none that is known to matter'],
    [
      'memory',
      `${formatBytes(machine.totalMemoryBytes)}, ${formatBytes(machine.availableMemoryBytes)} of it available`,
    ],
    [
      'accelerator',
      machine.accelerators.map(({ name, memoryBytes }) => `${name}, ${formatBytes(memoryBytes)}`).join('; ') || 'none',
    ],
    ['model', model],
    ['file', modelPath],
    ...(chosen?.explanation ?? []).map((line, index) => [index === 0 ? 'chosen' : '', line] as const),
    ['hint', hint],
  ];
  return rows.flatMap(([label, text]) => (text === null ? [] : [`${label.padEnd(12)}${text}`])).join('\n');
}

function describeMachineLine({ platform, architecture, cpuModel, coreCount, cLibrary }: Machine): string {
  const cores = `${coreCount} ${coreCount === 1 ? 'core' : 'cores'}`;
  return `${platform} ${architecture}${cLibrary === null ? '' : ` (${cLibrary})`}, ${cpuModel}, ${cores}`;
}
