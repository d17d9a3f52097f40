import { defineConfig } from 'vitest/config';

/** `npm run pictures` takes the pictures of the handbook anew: a tool, run when pages of the console have changed. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['pictures.ts'],
    globalSetup: ['../support/servers-setup.ts', '../support/browser-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
