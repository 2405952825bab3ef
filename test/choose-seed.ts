// In: KINGLET_TEST_SEED. Out: where every random test of a file starts. One seed unless told, so that a run says something of the change and
// not of the day; a number of its own for those who go looking.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['KINGLET_TEST_SEED'] ?? 2718281828) | 0 });
