import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = path.join(ROOT, 'worker', 'dist');
const SOURCES = [
  'workflows',
  'domain',
  'gateways/temporal',
  'worker/workflow-bundle.ts',
  'package-lock.json',
];

/** The workflows as one script, and the state of their sources by which operators know a build in histories. */
type WorkflowBundle = Pick<WorkflowBundleWithSourceMap, 'code'> & { buildId: string };

/**
 * Bundles the workflows into one script, built once per state of their sources, so that a starting worker and every
 * test find it ready.
 */
export async function workflowBundle(): Promise<WorkflowBundle> {
  const buildId = await digestOf(SOURCES);
  const file = path.join(CACHE, `workflows-${buildId}.js`);
  try {
    return { code: await readFile(file, 'utf8'), buildId };
  } catch {
    const bundle = await buildBundle();
    await mkdir(CACHE, { recursive: true });
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, bundle.code);
    await rename(draft, file);
    return { ...bundle, buildId };
  }
}

function buildBundle(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: path.join(ROOT, 'workflows/index.ts'),
    workflowInterceptorModules: [
      'strange-names.ts',
      'entity/cancellation.ts',
      'entity/failure-reason.ts',
    ].map((file) => path.join(ROOT, 'workflows', file)),
    payloadConverterPath: path.join(ROOT, 'gateways/temporal/payload-converter.cjs'),
    failureConverterPath: path.join(ROOT, 'gateways/temporal/failure-converter.cjs'),
  });
}

async function digestOf(sources: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    const location = path.join(ROOT, source);
    const names = source.includes('.') ? [''] : (await readdir(location, { recursive: true })).toSorted();
    for (const name of names) {
      if (name !== '' && !/\.(ts|cjs)$/.test(name)) continue;
      hash.update(name).update(await readFile(path.join(location, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
