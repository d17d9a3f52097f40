import { defineConfig } from 'vitest/config';

/** Tests in a unit folder that need PostgreSQL or Temporal all the same. */
const NEEDS_SERVERS = 'test/**/*.server.test.ts';
const SERVERS = 'test/support/servers-setup.ts';

/** The file to which the results are written as JSON, besides the printed report. */
const { TEST_REPORT, CI } = process.env;

export default defineConfig({
  test: {
    // The smallest machine this is tested on has two cores; a third worker works while the others wait for a page or
    // server.
    maxWorkers: 3,
    // Files of a project share modules, so that a worker imports the SDK, the API's schemas and the PDF fonts once, not
    // once per file. Nothing else is shared: a test cleans up its timers and spies and relies on no module's state.
    isolate: false,
    // Spies and stubs of one test are put back before the next one, of whichever file.
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // A busy machine of somebody else's may fail a test once; the report names those that passed at the second try only.
    retry: CI ? 1 : 0,
    // The limit for polls is long enough for a busy machine; it delays only a test that fails.
    expect: { poll: { timeout: 15_000 } },
    reporters: [
      'default',
      './test/support/slowest-files.ts',
      './test/support/second-tries.ts',
      ...(TEST_REPORT ? [['json', { outputFile: TEST_REPORT }] as ['json', object]] : []),
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{domain,config,gateways,stack,web,bench}/**/*.test.{ts,tsx}'],
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
