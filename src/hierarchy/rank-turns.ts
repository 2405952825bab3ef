// In: the turns of a request and what its key may claim. Out: the turns with the roles that they are entitled to. From here on a turn's role
// is its authority: what assistants, tools and functions say has none. Pure; knows no policy.
import type { ClaimableAuthority } from '../contract/hierarchy.ts';
import type { Turn, TurnRole } from '../contract/turn.ts';

/** What a claim becomes under each limit; what is not in here stays. */
const granted: Readonly<Record<ClaimableAuthority, Readonly<Partial<Record<TurnRole, TurnRole>>>>> = {
  system: {},
  developer: { system: 'developer' },
  user: { system: 'user', developer: 'user' },
};

export function rankTurns(turns: readonly Turn[], mostAuthority: ClaimableAuthority): readonly Turn[] {
  const limit = granted[mostAuthority];
  return turns.map((turn) => {
    const role = limit[turn.role];
    return role === undefined ? turn : { ...turn, role };
  });
}
