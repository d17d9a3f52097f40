import { defineConfig } from 'vitest/config';

/** `npm run record` writes the histories of the present shape of workflows anew: a tool, run before a release. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['record.ts'],
    globalSetup: ['../support/servers-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
