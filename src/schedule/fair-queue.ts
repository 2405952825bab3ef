// In: items of flows with weights. Out: the order in which they shall have their turns: each flow gets turns in proportion to its weight,
// one flow's items stay in order, and none waits for ever. Knows nothing of what the items are.

interface Share {
  readonly cost: number;
  readonly weight: number;
}

interface Ticket<Item> {
  readonly item: Item;
  /** In virtual time, which goes on as items are taken. */
  readonly start: number;
  readonly end: number;
}

export class FairQueue<Item> {
  // Invariant: sorted by `end`; of equals the one that came first stands first.
  #tickets: Ticket<Item>[] = [];
  /** Where a flow's last item ends; flows that are behind the virtual time are not in here. */
  readonly #ends = new Map<string, number>();
  #now = 0;

  get size(): number {
    return this.#tickets.length;
  }

  /** A snapshot, first turn first. */
  items(): readonly Item[] {
    return this.#tickets.map(({ item }) => item);
  }

  /** Items that would have their turns before one that came now. */
  aheadOf(flow: string, share: Share): number {
    return this.#placeOf(this.#ticketFor(flow, share).end);
  }

  push(item: Item, flow: string, share: Share): void {
    const { start, end } = this.#ticketFor(flow, share);
    this.#ends.set(flow, end);
    this.#tickets.splice(this.#placeOf(end), 0, { item, start, end });
  }

  /** It has its turn. */
  take(item: Item): void {
    const ticket = this.#tickets.find((candidate) => candidate.item === item);
    if (ticket === undefined) return;
    this.#now = Math.max(this.#now, ticket.start);
    this.remove(item);
    for (const [flow, end] of this.#ends) if (end <= this.#now) this.#ends.delete(flow);
  }

  /** It wants none any more. */
  remove(item: Item): void {
    this.#tickets = this.#tickets.filter((ticket) => ticket.item !== item);
  }

  #ticketFor(flow: string, share: Share): Pick<Ticket<Item>, 'start' | 'end'> {
    const start = Math.max(this.#now, this.#ends.get(flow) ?? 0);
    return { start, end: start + share.cost / share.weight };
  }

  #placeOf(end: number): number {
    return this.#tickets.findLastIndex((ticket) => ticket.end <= end) + 1;
  }
}
