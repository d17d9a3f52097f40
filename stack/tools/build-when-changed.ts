import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { StackError } from '../stack-error.ts';
import { isDiskFull } from './disk-full.ts';
import { CommandError, runCommand } from './run-command.ts';

const BUILD_TIMEOUT_MS = 10 * 60_000;
const STAMPS = 'node_modules/.cache/cet-registration';
const NOT_SOURCES = new Set(['dist', 'node_modules']);

export interface Build {
  /** The name of the script in package.json. */
  script: string;
  label: string;
  /** The file without which there is nothing to build. */
  definedBy: string;
  /** A file that a complete build leaves. */
  result: string;
  /** Files and folders whose change calls for a new build. */
  sources: string[];
}

/** Runs a build unless its result is there and was made from the same sources. */
export async function buildWhenChanged(root: string, build: Build): Promise<void> {
  if (!existsSync(join(root, build.definedBy))) return;
  const stamp = join(root, STAMPS, build.script.replace(':', '-'));
  const digest = digestOf(root, build.sources);
  if (existsSync(join(root, build.result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest)
    return;

  const npm = process.env.npm_execpath;
  const [command = 'npm', ...args] = npm ? [process.execPath, npm] : ['npm'];
  try {
    await withProgress(build.label, () =>
      runCommand(command, [...args, 'run', '--silent', build.script], {
        cwd: root,
        // The output is shown after a failure only, not on a terminal.
        env: { ...process.env, NO_COLOR: '1' },
        timeoutMs: BUILD_TIMEOUT_MS,
      }),
    );
  } catch (error) {
    if (isDiskFull(error)) throw new StackError(`No disk space left in ${root}: free some and start again`);
    if (error instanceof CommandError) console.error(error.output.trim());
    throw new StackError(`${build.label} failed: see the lines above (npm run ${build.script})`, {
      cause: error,
    });
  }
  mkdirSync(join(root, STAMPS), { recursive: true });
  writeFileSync(stamp, digest);
}

function digestOf(root: string, sources: string[]): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(root, source))
      hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function filesUnder(root: string, path: string): string[] {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => !NOT_SOURCES.has(name))
    .toSorted()
    .flatMap((name) => filesUnder(root, join(path, name)));
}
