import { join } from 'node:path';
import { buildWhenChanged } from './tools/build-when-changed.ts';
import { fetchTemporal, findTemporal } from './tools/temporal-cli.ts';
import { StackError } from './stack-error.ts';

const ROOT = join(import.meta.dirname, '..');

/** Fetches and builds what `npm start` needs and is not there yet. */
async function prepare(): Promise<void> {
  if (!process.env.TEMPORAL_ADDRESS && !findTemporal()) await fetchTemporal();
  await buildWhenChanged(ROOT, {
    script: 'build:web',
    label: 'Building the web pages',
    definedBy: 'web/vite.config.ts',
    result: 'web/dist/index.html',
    sources: ['web', 'domain', 'docs/handbook', 'docs/images/handbook', 'package-lock.json'],
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

prepare().catch((error: unknown) => {
  console.error(error instanceof StackError ? error.message : error);
  process.exitCode = 1;
});
