// In: blocklists and their items. Out: the same as this API writes them.
import type { Blocklist, BlocklistItem } from '../../contract/safety.ts';

function described(description: string | null): { readonly description?: string } {
  return description === null ? {} : { description };
}

export function blocklistBody({ name, description }: Omit<Blocklist, 'items'>): object {
  return { blocklistName: name, ...described(description) };
}

export function itemBody({ id, text, isRegex, description }: BlocklistItem): object {
  return { blocklistItemId: id, ...described(description), text, isRegex };
}
