// In: raw values and where each came from. Out: the checked ones by key, later sources over earlier ones, and every problem in
// words. Knows the knob table, not how its sources are read.
import { type KnobKey, type KnobValue, knobs } from './knobs.ts';

function withoutPassword(raw: unknown): string {
  return JSON.stringify(raw)
    .replace(/\/\/[^/@"]*@/g, '//***@')
    .slice(0, 200);
}

export class Settings {
  /** Every value in here has passed the schema of its knob. */
  readonly #values = new Map<KnobKey, unknown>();
  readonly #origins = new Map<string, string>();
  readonly #problems: string[] = [];

  set(key: KnobKey, raw: unknown, origin: string): void {
    const { kind, isSecret } = knobs[key];
    const parsed = kind.schema.safeParse(raw);
    if (!parsed.success) {
      const shown = isSecret === true ? '' : `, not ${withoutPassword(raw)}`;
      this.addProblem(`${key} from ${origin} must be ${kind.expected}${shown}`);
      return;
    }
    this.#values.set(key, parsed.data);
    this.#origins.set(key, origin);
  }

  setText(key: KnobKey, text: string, origin: string): void {
    this.set(key, knobs[key].kind.fromText(text), origin);
  }

  get<Key extends KnobKey>(key: Key): KnobValue<Key> {
    // The schema of this very knob has checked the value; the map cannot tell the compiler so.
    return (this.#values.has(key) ? this.#values.get(key) : knobs[key].default) as KnobValue<Key>;
  }

  addOrigin(key: string, origin: string): void {
    this.#origins.set(key, origin);
  }

  addProblem(problem: string): void {
    this.#problems.push(problem);
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  get origins(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#origins);
  }
}
