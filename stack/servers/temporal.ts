import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import type { BoundedLog } from '../processes/bounded-log.ts';
import { type ManagedProcess, startManagedProcess } from '../processes/managed-process.ts';
import { freePort } from '../processes/ports.ts';
import { endLeftover } from '../processes/processes.ts';
import type { Reaper } from '../processes/reaper.ts';
import { StackError } from '../stack-error.ts';
import { serveTemporalUi } from './temporal-ui.ts';

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 100;
const STOP_GRACE_MS = 10_000;

/** Settings that differ from the server's own, wherever the server runs on one machine. */
export const DYNAMIC_CONFIG: Record<string, unknown> = {
  // Several partitions of a task queue only add hops between them when there is one machine.
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
  // The registration workflow continues as new at 500 updates; the server's limit stays well above it.
  'history.maxTotalUpdates': 2000,
};

export interface TemporalOptions {
  /** Path of the Temporal CLI. */
  binary: string;
  /** The directory that keeps state over restarts; null keeps it in memory. */
  dataDir: string | null;
  port: number;
  /** The port of the web UI; null starts without it. */
  uiPort: number | null;
  namespace: string;
  log: BoundedLog;
  reaper: Reaper;
  /** The address at which the UI, in the browser, has payloads decoded. */
  codecEndpoint?: string;
}

export interface RunningTemporal {
  address: string;
  uiUrl: string | null;
  /** Resolves when the server has ended, whether it was stopped or not. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

/** Starts a Temporal development server on 127.0.0.1 and waits until it serves the namespace. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const address = `127.0.0.1:${options.port}`;
  const database = options.dataDir && databaseOf(options.dataDir);
  const pidFile = options.dataDir && pidFileOf(options.dataDir);
  if (options.dataDir) {
    mkdirSync(options.dataDir, { recursive: true });
    await endLeftoverTemporal(options.dataDir);
  }

  const { uiPort, codecEndpoint } = options;
  // Where payloads are decoded, the UI is served through a front, and has a port of its own behind it.
  const behindPort = uiPort !== null && codecEndpoint ? await freePort() : uiPort;
  const server = await startManagedProcess({
    command: options.binary,
    args: [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${options.port}`,
      '--log-level=warn',
      ...(behindPort === null ? ['--headless'] : [`--ui-port=${behindPort}`]),
      ...(database ? [`--db-filename=${database}`] : []),
      ...(options.namespace === 'default' ? [] : [`--namespace=${options.namespace}`]),
      ...(codecEndpoint ? [`--ui-codec-endpoint=${codecEndpoint}`] : []),
      ...Object.entries(DYNAMIC_CONFIG).map(
        ([key, value]) => `--dynamic-config-value=${key}=${JSON.stringify(value)}`,
      ),
    ],
    log: options.log,
    reaper: options.reaper,
    stopSignal: 'SIGTERM',
  });
  if (pidFile) writeFileSync(pidFile, String(server.pid));
  let stopFront = async () => {};
  const stop = async () => {
    await stopFront();
    await server.stop(STOP_GRACE_MS);
    if (pidFile) rmSync(pidFile, { force: true });
  };
  try {
    await untilServing({ address, server, log: options.log }, (connection) =>
      connection.workflowService.describeNamespace({ namespace: options.namespace }),
    );
    if (uiPort !== null && behindPort !== null && codecEndpoint) {
      const consoleUrl = new URL('/staff', codecEndpoint).href;
      stopFront = await serveTemporalUi({ port: uiPort, uiPort: behindPort, consoleUrl });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address,
    uiUrl: uiPort === null ? null : `http://localhost:${uiPort}`,
    exited: server.exited,
    stop,
  };
}

/** Ends a server that an earlier, killed start left on this data. */
export async function endLeftoverTemporal(dataDir: string): Promise<void> {
  await endLeftover(readPid(pidFileOf(dataDir)), databaseOf(dataDir), 'SIGTERM');
}

const databaseOf = (dataDir: string) => join(dataDir, 'temporal.db');
const pidFileOf = (dataDir: string) => join(dataDir, 'temporal.pid');

function readPid(pidFile: string): number {
  try {
    return Number(readFileSync(pidFile, 'utf8'));
  } catch {
    return Number.NaN;
  }
}

/**
 * Waits until a Temporal server answers a question.
 * @throws StackError when it ends before, or takes too long
 */
export async function untilServing(
  { address, server, log }: { address: string; server: ManagedProcess; log: BoundedLog },
  ask: (connection: Connection) => Promise<unknown>,
): Promise<void> {
  const connection = Connection.lazy({ address });
  try {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    while (server.ended() === undefined && Date.now() < deadline) {
      try {
        await connection.withDeadline(Date.now() + 2_000, () => ask(connection));
        return;
      } catch {
        await delay(POLL_MS);
      }
    }
  } finally {
    await connection.close();
  }
  const ended = server.ended();
  throw new StackError(
    ended === undefined
      ? `Temporal was not ready within ${READY_TIMEOUT_MS / 1000} s; its log: ${log.path}`
      : `Temporal did not start (${ended}): ${log.tail(1)[0] ?? 'it said nothing'}; its log: ${log.path}`,
  );
}
