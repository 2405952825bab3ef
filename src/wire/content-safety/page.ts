// In: a whole list and the address with `top`, `skip` and `maxpagesize`. Out: the page that is asked for, and the address of the next.
import { Fault } from '../../contract/fault.ts';

const largestPage = 100;

export interface Page<Item> {
  readonly value: readonly Item[];
  /** Absent on the last page. */
  readonly nextLink?: string;
}

export function pageOf<Item>(all: readonly Item[], url: URL): Page<Item> {
  const top = numberIn(url, 'top', 0);
  const skip = numberIn(url, 'skip', 0) ?? 0;
  const size = Math.min(numberIn(url, 'maxpagesize', 1) ?? largestPage, largestPage, top ?? largestPage);
  const value = all.slice(skip, skip + size);
  const end = skip + value.length;
  const isLast = end >= all.length || (top !== null && top <= value.length);
  if (isLast) return { value };
  const next = new URL(url);
  next.searchParams.set('skip', String(end));
  if (top !== null) next.searchParams.set('top', String(top - value.length));
  return { value, nextLink: next.href };
}

function numberIn(url: URL, name: string, least: number): number | null {
  const text = url.searchParams.get(name);
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new Fault('invalid_value', `'${name}' must be a whole number from ${least} on.`, { param: name });
}
