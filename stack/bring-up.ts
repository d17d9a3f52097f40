import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import postgres from 'postgres';
import { systemClock } from '../config/clock.ts';
import { type Environment, readEnvironment } from '../config/environment.ts';
import { connectDatabase } from '../db/connect.ts';
import { GrantError } from '../db/grant-application.ts';
import { migrate, roleOf } from '../db/migrate.ts';
import { resealAll } from '../db/reseal.ts';
import { vaultOf } from '../db/vault.ts';
import { temporalConnectionOptions } from '../gateways/temporal/connect.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/entity/messages.ts';
import { BoundedLog } from './processes/bounded-log.ts';
import { startChild } from './processes/children.ts';
import { isKeptEmpty, keepEmpty, resetData } from './data-directory.ts';
import { type DemoSignIn, fillDemo } from './demo/fill.ts';
import {
  codecEndpoint,
  platformEnvironment,
  publicUrl,
  sandboxEnvironment,
  usesOwnAlipay,
  usesOwnMail,
  usesOwnTexts,
} from './environment.ts';
import type { Flags } from './flags.ts';
import { requireFreePorts } from './processes/ports.ts';
import { endLeftoverPostgres, startPostgres } from './servers/postgres.ts';
import { withProgress } from './progress.mjs';
import type { Reaper } from './processes/reaper.ts';
import { loadSecrets } from './secrets.ts';
import { StackError } from './stack-error.ts';
import { type StackPort, type StackPorts, wantedPorts } from './stack-ports.ts';
import type { StopList } from './processes/stop-list.ts';
import { endLeftoverTemporal, startTemporal } from './servers/temporal.ts';
import { prepareNamespace } from './servers/temporal-namespace.ts';
import { findTemporal } from './tools/temporal-cli.ts';
import { welcome } from './welcome.ts';

/** The wait for ports that processes of a killed start may still hold. */
const PATIENCE_AFTER_KILL_MS = 15_000;

export interface Bringing {
  flags: Flags;
  outside: NodeJS.ProcessEnv;
  ports: StackPorts;
  dataDir: string;
  /** True when the start before this one was killed. */
  afterKill: boolean;
  reaper: Reaper;
  /** Receives a stop for everything that was started, even when this fails half-way. */
  stops: StopList;
  signal: AbortSignal;
  /** Is called when a part has ended by itself and is not started again. */
  onFailure: (error: StackError) => void;
}

/** Brings up the whole platform. @returns what to print when it is up */
export async function bringUp(bringing: Bringing): Promise<string> {
  const { flags, outside, ports, dataDir, signal } = bringing;
  const logDir = join(dataDir, 'logs');
  await endLeftoverPostgres(join(dataDir, 'postgres'));
  await endLeftoverTemporal(join(dataDir, 'temporal'));
  if (flags.reset) resetData(dataDir);
  if (flags.empty) keepEmpty(dataDir);
  const sandbox = !(usesOwnAlipay(outside) && usesOwnMail(outside) && usesOwnTexts(outside));
  await requireFreePorts(
    wantedPorts(ports, portsInUse(outside, sandbox)),
    bringing.afterKill ? PATIENCE_AFTER_KILL_MS : 0,
  );
  const secrets = await loadSecrets(dataDir);

  const [{ databaseUrl, ownerUrl }, temporalUi] = await withProgress('Starting PostgreSQL and Temporal', () =>
    allSettled([database(bringing, logDir), temporalServer(bringing, logDir)]),
  );
  signal.throwIfAborted();
  const variables = platformEnvironment(outside, ports, secrets, {
    databaseUrl,
    temporalAddress: outside.TEMPORAL_ADDRESS || `127.0.0.1:${ports.temporal}`,
    temporalUiUrl: temporalUi,
  });
  const environment = readEnvironment(variables);

  await withProgress('Preparing the Temporal namespace', () => prepareTemporal(environment));
  signal.throwIfAborted();
  await withProgress('Bringing the database schema up to date', () =>
    bringSchemaUpToDate(ownerUrl, databaseUrl),
  );
  signal.throwIfAborted();
  await boundToRows(environment);
  signal.throwIfAborted();
  const signIns = isKeptEmpty(dataDir) ? [] : await demo(environment, ownerUrl, flags);
  signal.throwIfAborted();

  await withProgress('Starting the processes of the platform', () =>
    startChildren(bringing, logDir, [
      ...(sandbox
        ? [
            {
              name: 'sandbox',
              module: 'gateways/sandbox/main.ts',
              env: sandboxEnvironment(outside, ports, secrets, join(dataDir, 'sandbox')),
            },
          ]
        : []),
      { name: 'worker', module: 'worker/main.ts', env: variables },
      { name: 'api', module: 'api/main.ts', env: variables },
    ]),
  );
  signal.throwIfAborted();
  return welcome({ site: publicUrl(outside, ports), temporalUi, ports, sandbox, signIns, logDir });
}

function portsInUse(outside: NodeJS.ProcessEnv, sandbox: boolean): StackPort[] {
  return [
    'site',
    ...(sandbox ? (['alipay', 'mailbox', 'smtp'] as const) : []),
    ...(outside.DATABASE_URL ? [] : (['postgres'] as const)),
    ...(outside.TEMPORAL_ADDRESS ? [] : (['temporal', 'temporalUi'] as const)),
  ];
}

/** Waits for all even when one fails, so that none is still starting while the others are being stopped. */
async function allSettled<Results extends unknown[]>(
  promises: {
    [Index in keyof Results]: Promise<Results[Index]>;
  },
): Promise<Results> {
  await Promise.allSettled(promises);
  return (await Promise.all(promises)) as Results;
}

async function database({ outside, ports, dataDir, reaper, stops, onFailure }: Bringing, logDir: string) {
  const { DATABASE_URL: databaseUrl, MIGRATION_DATABASE_URL: ownerUrl } = outside;
  if (databaseUrl || ownerUrl) {
    if (!databaseUrl || !ownerUrl) {
      throw new StackError(
        "A database of your own takes two addresses: DATABASE_URL as the application's role, MIGRATION_DATABASE_URL as the owner of the database",
      );
    }
    await requireDatabase('DATABASE_URL', databaseUrl);
    await requireDatabase('MIGRATION_DATABASE_URL', ownerUrl);
    return { databaseUrl, ownerUrl };
  }
  const log = new BoundedLog(join(logDir, 'postgres.log'));
  const server = await startPostgres({
    dataDir: join(dataDir, 'postgres'),
    port: ports.postgres,
    log,
    reaper,
  });
  watch('PostgreSQL', server, { log, stops, onFailure });
  return { databaseUrl: server.url, ownerUrl: server.ownerUrl };
}

/** Starts the Temporal server, unless TEMPORAL_ADDRESS names one. @returns the address of its UI */
async function temporalServer(
  { outside, ports, dataDir, reaper, stops, onFailure }: Bringing,
  logDir: string,
): Promise<string> {
  if (outside.TEMPORAL_ADDRESS) return outside.TEMPORAL_UI_URL || `http://localhost:${ports.temporalUi}`;
  const binary = findTemporal();
  if (!binary)
    throw new StackError('The Temporal CLI is missing: npm start fetches it; run that, not this file');
  const log = new BoundedLog(join(logDir, 'temporal.log'));
  const server = await startTemporal({
    binary,
    dataDir: join(dataDir, 'temporal'),
    port: ports.temporal,
    uiPort: ports.temporalUi,
    namespace: outside.TEMPORAL_NAMESPACE || 'default',
    codecEndpoint: codecEndpoint(outside, ports),
    log,
    reaper,
  });
  watch('Temporal', server, { log, stops, onFailure });
  return `http://localhost:${ports.temporalUi}`;
}

/** Stops the server with the rest; its own end takes the rest down, because nothing works without it. */
function watch(
  name: string,
  server: { exited: Promise<string>; stop(): Promise<void> },
  { log, stops, onFailure }: { log: BoundedLog } & Pick<Bringing, 'stops' | 'onFailure'>,
): void {
  let stopping = false;
  stops.add(name, async () => {
    stopping = true;
    await server.stop();
    log.close();
  });
  void server.exited.then((how) => {
    if (!stopping) onFailure(new StackError(`${name} ended by itself (${how}); its log: ${log.path}`));
    return how;
  });
}

/** Starts the processes together; they are stopped one by one, the last of the list first. */
async function startChildren(
  { reaper, stops, onFailure }: Bringing,
  logDir: string,
  children: { name: string; module: string; env: NodeJS.ProcessEnv }[],
): Promise<void> {
  const started = await Promise.allSettled(
    children.map(({ name, module, env }) =>
      startChild({
        name,
        args: [join(import.meta.dirname, '..', module)],
        env,
        logDir,
        reaper,
        onGivenUp: onFailure,
        onNotice: console.error,
      }),
    ),
  );
  started.forEach((child, index) => {
    if (child.status === 'fulfilled') stops.add(children[index]?.name ?? '', child.value.stop);
  });
  const failed = started.find((child) => child.status === 'rejected');
  if (failed) throw failed.reason;
}

async function bringSchemaUpToDate(ownerUrl: string, databaseUrl: string): Promise<void> {
  try {
    await migrate(ownerUrl, roleOf(databaseUrl));
  } catch (error) {
    throw error instanceof GrantError ? new StackError(error.message, { cause: error }) : error;
  }
}

/** Seals data of earlier demos anew, whose values name neither key nor row; there is nothing to do otherwise. */
async function boundToRows(environment: Environment): Promise<void> {
  if (environment.APP_ENV !== 'demo') return;
  const { db, close } = connectDatabase(environment.DATABASE_URL, { poolSize: 1 });
  try {
    await withProgress('Looking whether data is sealed for its rows', () =>
      resealAll(
        db,
        vaultOf({ ...environment, DATA_KEY_V1: environment.DATA_KEY_V1 ?? environment.DATA_KEY }),
      ),
    );
  } finally {
    await close();
  }
}

async function requireDatabase(name: string, url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select 1`;
  } catch (error) {
    throw new StackError(`The database of ${name} does not answer: ${messageOf(error)}`, {
      cause: error,
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function prepareTemporal(environment: Environment): Promise<void> {
  const connection = await connectTemporal(environment);
  try {
    await prepareNamespace(connection, environment.TEMPORAL_NAMESPACE, SEARCH_ATTRIBUTES);
  } finally {
    await connection.close();
  }
}

async function connectTemporal(environment: Environment): Promise<Connection> {
  try {
    return await Connection.connect({
      ...(await temporalConnectionOptions(environment)),
      connectTimeout: '15s',
    });
  } catch (error) {
    throw new StackError(
      `Temporal at ${environment.TEMPORAL_ADDRESS} does not answer (${messageOf(error)}): check TEMPORAL_ADDRESS, TEMPORAL_TLS, TEMPORAL_TLS_CERT, TEMPORAL_TLS_KEY and TEMPORAL_API_KEY`,
      { cause: error },
    );
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Fills in the demo. Made-up people belong there only, never in a database that somebody works with. */
async function demo(
  environment: Environment,
  ownerUrl: string,
  { holdMinutes }: Flags,
): Promise<DemoSignIn[]> {
  if (environment.APP_ENV !== 'demo') return [];
  const { signIns } = await withProgress('Filling in the demo data', () =>
    fillDemo({
      databaseUrl: environment.DATABASE_URL,
      ownerUrl,
      environment,
      clock: systemClock,
      ...(holdMinutes !== undefined && { holdMinutes }),
    }),
  );
  return signIns;
}
