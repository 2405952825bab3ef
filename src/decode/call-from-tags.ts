// In: the text of a call written as tags, `<function=f><parameter=a>1</parameter></function>` or with JSON inside. Out: the call, if it
// is one of a function on offer. Pure.
import type { Json } from '../contract/json.ts';
import { adopt, type Offers } from './call-from-json.ts';
import type { FoundCall } from './call-offer.ts';

export const functionTag = '<function=';
export const functionEnd = '</function>';

export function callFromTags(text: string, offers: Offers): FoundCall | null {
  const head = /^<function=["']?([^<>"'\n]{1,64})["']?>/.exec(text);
  const offer = offers.get(head?.[1]?.trim() ?? '');
  if (head === null || offer === undefined) return null;
  const body = text.slice(head[0].length).replace(/<\/function>\s*$/, '');
  if (body.trim().startsWith('{')) {
    try {
      return adopt(offer, JSON.parse(body) as Json);
    } catch {
      return null;
    }
  }
  const given = [...body.matchAll(/<parameter=["']?([^<>"'\n]{1,200})["']?>([\s\S]*?)<\/parameter>/g)];
  const isAllRead = body.replace(/<parameter=[^>]*>[\s\S]*?<\/parameter>/g, '').trim() === '';
  if (!isAllRead) return null;
  // The line breaks beside the tags are the template's.
  return adopt(
    offer,
    Object.fromEntries(given.map(([, name = '', value = '']) => [name.trim(), value.replace(/^\r?\n|\r?\n$/g, '')])),
  );
}
