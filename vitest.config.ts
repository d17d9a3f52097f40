import { defineConfig } from 'vitest/config';

/** Tests in a unit folder that need PostgreSQL or Temporal all the same. */
const NEEDS_SERVERS = 'test/**/*.server.test.ts';
const SERVERS = ['test/support/global-setup.ts'];

export default defineConfig({
  test: {
    // Two cores are the smallest machine this is tested on; more workers only make the servers slower.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{domain,config,gateways,stack,web}/**/*.test.{ts,tsx}'],
          exclude: [NEEDS_SERVERS],
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/{api,activities,db,workflows,worker,replay,imports}/**/*.test.ts', NEEDS_SERVERS],
          globalSetup: SERVERS,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: SERVERS,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One browser and one set of processes at a time.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
