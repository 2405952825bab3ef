// In: nothing. Out: the checks of `npm run check` (format, lint, walls, types) without the rest of the tests.
import { startVitest } from 'vitest/node';

const vitest = await startVitest('test', [], { watch: false, project: ['check'] });
await vitest.close();
