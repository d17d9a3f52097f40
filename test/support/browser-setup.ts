import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { allStarted } from './all-started.ts';
import { browserMissing, launchChromiumServer } from './chromium.ts';

const ROOT = join(import.meta.dirname, '../..');

declare module 'vitest' {
  interface ProvidedContext {
    /** The site, built as it is now. */
    webDist: string;
    /** The one browser of the run; empty where there is none. */
    browserEndpoint: string;
  }
}

/** Builds the site and starts the browser once for all browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const webDist = mkdtempSync(join(tmpdir(), 'cet-registration-web-'));
  const discard = () => rmSync(webDist, { recursive: true, force: true });
  // Ctrl-C ends vitest without its teardown.
  process.once('exit', discard);
  project.provide('webDist', webDist);
  project.provide('browserEndpoint', '');
  if (browserMissing) return async () => discard();
  const launching = launchChromiumServer();
  try {
    const [browser] = await allStarted([launching, buildWeb(webDist)]);
    project.provide('browserEndpoint', browser.wsEndpoint());
    return async () => {
      await browser.close();
      discard();
    };
  } catch (error) {
    await launching.then(
      (browser) => browser.close(),
      () => undefined,
    );
    discard();
    throw error;
  }
}

/** Builds in a process of its own: the test run's environment would make it a development build. */
async function buildWeb(outDir: string): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', 'web/vite.config.ts', '--outDir', outDir],
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
}
