// In: blocklists, their items and the account that they are asked of. Out: the same as Azure's management writes them.
import type { Blocklist, BlocklistItem } from '../../contract/safety.ts';

const type = 'Microsoft.CognitiveServices/accounts/raiBlocklists';

export function blocklistBody({ name, description }: Omit<Blocklist, 'items'>, scope: string): object {
  return {
    id: `${scope}/raiBlocklists/${name}`,
    name,
    type,
    properties: description === null ? {} : { description },
  };
}

export function itemBody({ id, text, isRegex }: BlocklistItem, listName: string, scope: string): object {
  return {
    id: `${scope}/raiBlocklists/${listName}/raiBlocklistItems/${encodeURIComponent(id)}`,
    name: id,
    type: `${type}/raiBlocklistItems`,
    properties: { pattern: text, isRegex },
  };
}
