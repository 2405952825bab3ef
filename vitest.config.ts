// In: nothing. Out: the test projects. `unit` needs nothing; `model` needs the engine and the small models (test/model/setup.ts brings them).
import { defineConfig } from 'vitest/config';

const setupFiles = ['./test/choose-seed.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './test/closing-line-reporter.ts'],
    coverage: {
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.test.ts', 'src/**/*.suite.ts'],
      reporter: ['text-summary', 'json-summary'],
    },
    projects: [
      { test: { name: 'check', include: ['test/check/**/*.test.ts'], testTimeout: 120_000 } },
      { test: { name: 'unit', setupFiles, include: ['src/**/*.test.ts', 'evals/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'wire', setupFiles, include: ['test/wire/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'model',
          setupFiles,
          include: ['test/model/**/*.test.ts'],
          globalSetup: ['test/model/setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'conformance',
          include: ['test/conformance/**/*.test.ts'],
          globalSetup: ['test/model/setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'frameworks',
          include: ['test/frameworks/*.test.ts'],
          globalSetup: ['test/frameworks/install.ts', 'test/model/setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
