// In: the home folder. Out: where everything of the catalogue lies in it. Touches no disk.
import { join } from 'node:path';

export interface HomeLayout {
  readonly models: string;
  readonly engines: string;
  readonly downloads: string;
  readonly locks: string;
  /** Private: what slots computed of prompts. */
  readonly slots: string;
  /** How fast engines were measured to be. */
  readonly tuning: string;
}

export function homeLayout(home: string): HomeLayout {
  return {
    models: join(home, 'models'),
    engines: join(home, 'engines'),
    downloads: join(home, 'downloads'),
    locks: join(home, 'locks'),
    slots: join(home, 'slots'),
    tuning: join(home, 'tuning'),
  };
}
