import { join } from 'node:path';
import { buildWhenChanged } from './tools/build-when-changed.ts';
import { fetchTemporal, findTemporal } from './tools/temporal-cli.ts';
import { fetchTimeSkippingServer, findTimeSkippingServer } from './tools/time-skipping-server.ts';
import { StackError } from './stack-error.ts';

const ROOT = join(import.meta.dirname, '..');

/** Fetches and builds what `npm start` or `npm test` needs and is not there yet. */
async function prepare(goal: string | undefined): Promise<void> {
  const elsewhere = goal === 'start' && process.env.TEMPORAL_ADDRESS;
  if (!elsewhere && !findTemporal()) await fetchTemporal();
  if (goal === 'test') {
    if (!findTimeSkippingServer()) await fetchTimeSkippingServer();
    // Servers are fetched here; the tests themselves build from sources what they need.
    return;
  }
  await buildWhenChanged(ROOT, {
    script: 'build:web',
    label: 'Building the web pages',
    definedBy: 'web/vite.config.ts',
    result: 'web/dist/index.html',
    sources: ['web', 'domain', 'package-lock.json'],
  });
  await buildWhenChanged(ROOT, {
    script: 'build:workflows',
    label: 'Building the workflow bundle',
    definedBy: 'worker/build-bundle.ts',
    result: 'worker/dist',
    sources: ['workflows', 'domain', 'gateways/temporal', 'worker', 'package-lock.json'],
  });
}

// An exit removes half-fetched parts; an unhandled signal would leave them.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

prepare(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
});
