// In: vitest's arguments. Out: every test of every project, and CI's closing line. `npm test -- --project unit` narrows it.
import { parseCLI, startVitest } from 'vitest/node';

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
const vitest = await startVitest('test', filter, { ...options, watch: false });
await vitest.close();
