import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BoundedLog } from '../../stack/processes/bounded-log.ts';
import { startManagedProcess } from '../../stack/processes/managed-process.ts';
import { freePort } from '../../stack/processes/ports.ts';
import { DYNAMIC_CONFIG, untilServing } from '../../stack/servers/temporal.ts';
import { runCommand } from '../../stack/tools/run-command.ts';
import { logDirectory, type Starting } from '../starting.ts';
import { dynamicConfig, SERVICES, STORES, temporalConfig, type TemporalSettings } from './temporal-config.ts';
import type { TemporalPrograms } from './temporal-programs.ts';

const SCHEMA_TIMEOUT_MS = 120_000;
const STOP_GRACE_MS = 15_000;

/** Starts Temporal's production server over two databases of a PostgreSQL that is there. @returns its address */
export async function startTemporalServer(
  starting: Starting,
  programs: TemporalPrograms,
  ownerUrl: string,
): Promise<string> {
  const { directory, reaper, stops } = starting;
  const { hostname: host, port, username: user, password } = new URL(ownerUrl);
  const database = { host, port: Number(port), user, password };
  await Promise.all([
    layOut(programs, database, { database: STORES.default, schema: 'temporal' }),
    layOut(programs, database, { database: STORES.visibility, schema: 'visibility' }),
  ]);

  const home = join(directory, 'temporal');
  mkdirSync(home, { recursive: true });
  const dynamicConfigFile = join(home, 'dynamic.yaml');
  // JSON is YAML.
  writeFileSync(dynamicConfigFile, JSON.stringify(dynamicConfig(DYNAMIC_CONFIG)));
  const ports = {} as TemporalSettings['ports'];
  for (const service of SERVICES) ports[service] = { grpc: await freePort(), membership: await freePort() };
  const configFile = join(home, 'config.yaml');
  writeFileSync(configFile, JSON.stringify(temporalConfig({ database, ports, dynamicConfigFile })), {
    mode: 0o600,
  });

  const log = new BoundedLog(join(logDirectory(starting), 'temporal.log'));
  const server = await startManagedProcess({
    command: programs.server,
    args: ['--config-file', configFile, '--allow-no-auth', 'start'],
    log,
    reaper,
    stopSignal: 'SIGTERM',
  });
  stops.add('Temporal', () => server.stop(STOP_GRACE_MS));
  const address = `127.0.0.1:${ports.frontend.grpc}`;
  await untilServing({ address, server, log }, (connection) => connection.workflowService.getSystemInfo({}));
  return address;
}

async function layOut(
  { sql }: TemporalPrograms,
  { host, port, user, password }: TemporalSettings['database'],
  { database, schema }: { database: string; schema: 'temporal' | 'visibility' },
): Promise<void> {
  const where = ['--plugin', 'postgres12', '--endpoint', host, '--port', String(port), '--user', user];
  for (const command of [
    ['create-database'],
    ['setup-schema', '--version', '0.0'],
    ['update-schema', '--schema-name', `postgresql/v12/${schema}`],
  ]) {
    await runCommand(sql, [...where, '--database', database, ...command], {
      // Everybody on the machine can read a command line.
      env: { ...process.env, SQL_PASSWORD: password },
      timeoutMs: SCHEMA_TIMEOUT_MS,
    });
  }
}
