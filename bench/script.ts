// In: nothing. Out: what the scripted service and the bare server can be asked for, and the text that asks for it. Shared by the
// bench and its children.

/** `tiny`: a few words at once. `burst`: many deltas as fast as they are pulled. `paced`: each in its own turn of the event loop. `idle`: one delta, then silence. */
export type ScriptName = 'tiny' | 'burst' | 'paced' | 'idle';

export const deltasPerStream = 500;
export const deltaText = ' token';

export function scriptBody(script: ScriptName, isStream: boolean): string {
  return JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: script }], stream: isStream });
}

/** What comes of it: how many events a stream has, the opening, the last and the end mark included. */
export const eventsPerStream = deltasPerStream + 3;
