import { defineConfig } from 'vitest/config';

/** Tests in a unit folder that need PostgreSQL or Temporal all the same. */
const NEEDS_SERVERS = 'test/**/*.server.test.ts';
const SERVERS = 'test/support/servers-setup.ts';

/** A file for the numbers of the run, besides what is printed. */
const { TEST_REPORT } = process.env;

export default defineConfig({
  test: {
    // Two cores are the smallest machine this is tested on; a third worker works while others wait for a page or a server.
    maxWorkers: 3,
    // The SDK, the API's schemas and the PDF fonts are imported once per worker, not once per file: files share modules,
    // and nothing else.
    isolate: false,
    // A busy machine may take its time for what a poll waits for; a failing one is told soon enough.
    expect: { poll: { timeout: 15_000 } },
    reporters: [
      'default',
      './test/support/slowest-files.ts',
      ...(TEST_REPORT ? [['json', { outputFile: TEST_REPORT }] as ['json', object]] : []),
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{domain,config,gateways,stack,web}/**/*.test.{ts,tsx}'],
          exclude: [NEEDS_SERVERS],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/{api,activities,db,workflows,worker,replay,imports}/**/*.test.ts', NEEDS_SERVERS],
          globalSetup: [SERVERS],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: [SERVERS, 'test/support/browser-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
