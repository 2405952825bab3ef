#!/usr/bin/env node
// In: the command line of an installed package or a checkout. Out: the built service (dist), or the sources through the bootstrap.
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  process.argv.splice(2, 0, 'kinglet');
  await import('../bootstrap.mjs');
}
