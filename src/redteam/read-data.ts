// In: a folder of data sets and a path. Out: its rows of JSON lines or JSON, gzipped or not; members of them by name and type. A Fault names a
// file that is missing or is not of that form. Knows no set.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Fault } from '../contract/fault.ts';

export function readData(folder: string | null, path: string): string {
  if (folder === null)
    throw new Fault('config_invalid', 'The folder of the data sets is missing: --data or KINGLET_DATA.');
  const plain = join(folder, path);
  const packed = `${plain}.gz`;
  if (existsSync(plain)) return readFileSync(plain, 'utf8');
  if (existsSync(packed)) return gunzipSync(readFileSync(packed)).toString('utf8');
  throw new Fault('config_invalid', `There is no ${path} in ${folder}.`);
}

export function readJsonLines(folder: string | null, path: string): readonly unknown[] {
  return readData(folder, path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parse(line, path));
}

export function readJson(folder: string | null, path: string): unknown {
  return parse(readData(folder, path), path);
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Fault('config_invalid', `${path} is no JSON.`, { cause: error });
  }
}

/** Undefined where it is missing, null or in no object. */
export function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1] ?? undefined;
}

/** Lines of a text that is a list are joined; empty where it is neither. Numbers are written out. */
export function textOf(value: unknown, name: string): string {
  const member = memberOf(value, name);
  if (typeof member === 'number') return String(member);
  if (Array.isArray(member)) return member.filter((line) => typeof line === 'string').join('\n');
  return typeof member === 'string' ? member : '';
}

export function itemsOf(value: unknown, name: string): readonly unknown[] {
  const member = memberOf(value, name);
  return Array.isArray(member) ? member : [];
}

export function numberOf(value: unknown, name: string): number | null {
  const member = memberOf(value, name);
  return typeof member === 'number' ? member : null;
}
