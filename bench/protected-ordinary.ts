// In: the data sets' folder and an index. Out: how many ordinary functions are flagged, and how often a stream would have to wait for one. Prints
// no function.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { matchText } from '../src/safety/protected/match-text.ts';
import type { ProtectedIndex } from '../src/safety/protected/protected-index.ts';

interface ProblemRow {
  readonly prompt?: string;
  readonly canonical_solution?: string;
  readonly code?: string;
}

const sets: Readonly<Record<string, readonly string[]>> = {
  Python: ['humaneval/HumanEval.jsonl.gz', 'mbpp/mbpp.jsonl'],
  JavaScript: ['llm_foundry_icl/programming/processed_human_eval_js.jsonl.gz'],
  'C++': ['llm_foundry_icl/programming/processed_human_eval_cpp.jsonl.gz'],
};

/** A stream is looked at so often, with at most so much before it. */
const lookDistance = 32;
const lookLength = 260;

function rowsOf(path: string): readonly ProblemRow[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line): ProblemRow => JSON.parse(line));
}

/** They use the very packages that the index is of. */
function ownFunctions(): readonly string[] {
  const root = fileURLToPath(new URL('../src', import.meta.url));
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(test|suite)\.ts$/.test(name))
    .flatMap((name) => readFileSync(join(root, name), 'utf8').split(/\n(?=\S)/))
    .filter((part) => /^(export )?(async )?function/.test(part));
}

export function measureOrdinary(data: string, index: ProtectedIndex): void {
  let all = 0;
  let flagged = 0;
  const measure = (name: string, functions: readonly string[]): number => {
    const found = functions.map((text) => matchText(text, [index])).filter(({ matches }) => matches.length > 0);
    console.log(`ordinary functions, ${name}: ${found.length} of ${functions.length} flagged`);
    for (const { matches } of found) console.log(`  ${matches[0]?.path}: ${matches[0]?.coveredTokens} tokens`);
    return found.length;
  };
  const looked: string[] = [];
  for (const [name, paths] of Object.entries(sets)) {
    const rows = paths.flatMap((path) => rowsOf(join(data, path)));
    const functions = rows.map((row) => row.code ?? `${row.prompt ?? ''}${row.canonical_solution ?? ''}`);
    all += functions.length;
    flagged += measure(name, functions);
    looked.push(...functions);
  }
  console.log(`ordinary functions: ${flagged} of ${all} flagged`);
  measure("Kinglet's own", ownFunctions());
  const looks = looked.flatMap((text) =>
    Array.from({ length: Math.floor(text.length / lookDistance) }, (_, at) => {
      const end = (at + 1) * lookDistance;
      return text.slice(Math.max(0, end - lookLength), end);
    }),
  );
  const held = looks.filter((text) => !matchText(text, [index]).isClear).length;
  console.log(`looks at a stream of them that are not clear: ${held} of ${looks.length}`);
}
