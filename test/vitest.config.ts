import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Three layers: `unit` needs nothing, `checks` a running reference solution, `engine` a Docker engine. */
export default defineConfig({
  root,
  cacheDir: 'node_modules/.vite',
  test: {
    projects: [
      {
        root,
        test: {
          name: 'unit',
          isolate: false,
          include: ['test/unit/**/*.test.ts'],
          exclude: ['**/*.engine.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: 'checks',
          isolate: false,
          include: ['test/checks/**/*.test.ts'],
          globalSetup: ['test/support/reference-setup.ts'],
          testTimeout: 60_000,
        },
      },
      {
        root,
        test: {
          name: 'engine',
          include: ['test/**/*.engine.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
