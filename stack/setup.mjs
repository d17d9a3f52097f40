// Runs before `npm start` and `npm test`, on a clone that has nothing yet: plain JavaScript without dependencies.
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withProgress } from './progress.mjs';
import { cacheDirectory } from './tools/cache.mjs';
import {
  fetchRuntime,
  findRuntime,
  isCurrent,
  NODE_MAJOR,
  packageForPlatform,
  preferRuntime,
  withRuntimeFirst,
} from './runtime.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
/** npm's own record of what it installed, written when it has finished. */
const RECORD = join(ROOT, 'node_modules', '.package-lock.json');
/** The oldest Node that can fetch the one everything runs on. */
const OLDEST_NODE = [20, 19];
const INSTALL_TIMEOUT_MS = 20 * 60_000;
/** The process that installs in this checkout, by its id: two would take the packages from under each other. */
const LOCK = join(ROOT, '.data', 'setup.lock');

class SetupError extends Error {}

/** The child that does the work of the moment. It is told to stop first, so that nothing is written any more. */
let atWork;
let interrupted;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.on(signal, () => {
    interrupted = code;
    if (!atWork) process.exit(code);
    process.stderr.write('\nStopping ...\n');
    atWork.kill(signal);
  });
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `Node ${OLDEST_NODE.join('.')} or later is needed, this is ${process.versions.node}: install a current one and start again`,
  );
}

/**
 * Chooses the Node to go on under: this one, or where it is another one from the registry, fetched once for this user.
 * @throws SetupError where there is none for this platform
 */
async function chooseRuntime() {
  if (isCurrent()) return process.execPath;
  const installed = findRuntime();
  if (installed !== undefined) return installed;
  const found = packageForPlatform();
  const needed = `Node ${NODE_MAJOR} is needed, this is ${process.versions.node}`;
  if (found === undefined) {
    throw new SetupError(
      `${needed}, and there is no package of it for ${process.platform} ${process.arch}: install it and start again`,
    );
  }
  const install = (prefix) =>
    npm(['install', '--prefix', prefix, '--no-save', '--loglevel=error', `${found.name}@${found.version}`]);
  try {
    await withProgress(`Fetching Node ${NODE_MAJOR} (once)`, () => fetchRuntime(install));
  } catch (error) {
    if (error instanceof SetupError) throw error;
    if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM') {
      throw new SetupError(
        `${needed}, and it cannot be kept in ${cacheDirectory()}, which may not be written to: set XDG_CACHE_HOME`,
      );
    }
    throw new SetupError(
      `${needed}, and the one that was fetched does not run here: install it and start again`,
    );
  }
  return findRuntime();
}

/** Tells whether npm scripts find the fetched Node first: it runs this, or was there before the packages came anew. */
function isFetched(runtime) {
  const fetched = findRuntime();
  return fetched !== undefined && realpathSync(runtime) === realpathSync(fetched);
}

/** Tells whether npm's record says what the lock file says. */
function dependenciesAreInstalled() {
  if (!existsSync(RECORD)) return false;
  let installed;
  try {
    installed = JSON.parse(readFileSync(RECORD, 'utf8')).packages;
  } catch {
    return false;
  }
  const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  delete locked[''];
  const unchanged = ([path, { version }]) => locked[path]?.version === version;
  const present = ([path, { optional, devOptional }]) => optional || devOptional || path in installed;
  return Object.entries(installed).every(unchanged) && Object.entries(locked).every(present);
}

/** Runs something while no other set-up of this checkout does; the lock of one that died counts for nothing. */
async function alone(work) {
  mkdirSync(dirname(LOCK), { recursive: true });
  await withProgress('Waiting for another set-up of this checkout', async () => {
    const deadline = Date.now() + INSTALL_TIMEOUT_MS;
    while (!takeLock()) {
      if (Date.now() > deadline) throw new SetupError(`Another set-up is running: end it, or remove ${LOCK}`);
      await delay(300);
    }
  });
  const release = () => rmSync(LOCK, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(LOCK, 'utf8')), 0);
  } catch (error) {
    // Nobody holds it any more, or it has just been released.
    if (error.code !== 'EPERM') rmSync(LOCK, { force: true });
  }
  return false;
}

/** @throws SetupError where another checkout's packages are used here by a link: npm would empty them first */
function refuseLink() {
  const packages = join(ROOT, 'node_modules');
  if (!lstatSync(packages, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  throw new SetupError(
    `${packages} is a symbolic link, and its packages are not those of package-lock.json. Installing would empty the folder it leads to: bring that one up to date, or remove the link, and start again`,
  );
}

async function installDependencies(runtime) {
  refuseLink();
  try {
    await withProgress('Installing npm packages', () => npm(['ci', '--loglevel=error'], runtime));
  } catch (error) {
    // A tree without npm's record is a half-installed one.
    if (!existsSync(RECORD)) {
      rmSync(join(ROOT, 'node_modules'), { recursive: true, force: true, maxRetries: 3 });
    }
    throw error;
  }
}

/** @param runtime the Node whose engine and ABI the packages are for */
function npm(args, runtime = process.execPath) {
  const [command, ...before] = process.env.npm_execpath
    ? [runtime, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args, '--fetch-retries=1', '--fetch-retry-mintimeout=2000'], {
      cwd: ROOT,
      env: withRuntimeFirst(runtime),
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: INSTALL_TIMEOUT_MS,
    });
    atWork = child;
    let output = '';
    child.stderr.on('data', (chunk) => {
      output = (output + chunk).slice(-8_000);
    });
    child.once('error', (error) => reject(new SetupError(`npm cannot be run: ${error.message}`)));
    child.once('close', (code) => {
      atWork = undefined;
      if (code === 0 && interrupted === undefined) resolve();
      else reject(new SetupError(whatToDo(output)));
    });
  });
}

function whatToDo(output) {
  if (/ENOSPC/.test(output)) return `No disk space left in ${ROOT}: free about 1.5 GB and start again`;
  if (/EACCES|EPERM/.test(output))
    return `npm may not write to ${ROOT}: make its owner the user who starts this`;
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET/.test(output)) {
    return 'npm cannot reach its registry: check the network or the proxy (npm config get registry) and start again';
  }
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('npm error') || line.startsWith('npm ERR'));
  return `npm failed: ${lines[0] ?? output.trim().split('\n').at(-1)}`;
}

/** Does the rest, which is TypeScript and can run once the packages are there. @returns the exit code */
function prepare(runtime) {
  return new Promise((resolve, reject) => {
    const child = spawn(runtime, [join(ROOT, 'stack', 'prepare.ts')], {
      cwd: ROOT,
      env: withRuntimeFirst(runtime),
      stdio: 'inherit',
    });
    atWork = child;
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

const goal = process.argv[2];
try {
  if (goal !== 'start' && goal !== 'test') throw new SetupError('usage: node stack/setup.mjs start|test');
  checkNode();
  const runtime = await chooseRuntime();
  if (!dependenciesAreInstalled()) {
    await alone(async () => {
      if (!dependenciesAreInstalled()) await installDependencies(runtime);
    });
  }
  // An installation takes the link away, also when this already runs under the fetched Node.
  if (isFetched(runtime)) preferRuntime(runtime, ROOT);
  // Tests fetch and build what they need when they need it: those of pure rules need nothing.
  if (goal === 'start') process.exitCode = await prepare(runtime);
} catch (error) {
  if (interrupted === undefined) {
    process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
  }
  process.exitCode = interrupted ?? 1;
}
