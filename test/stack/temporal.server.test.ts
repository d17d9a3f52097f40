import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { SEARCH_ATTRIBUTES } from '../../workflows/entity/messages.ts';
import { BoundedLog } from '../../stack/processes/bounded-log.ts';
import { freePort } from '../../stack/processes/ports.ts';
import { Reaper } from '../../stack/processes/reaper.ts';
import { startTemporal } from '../../stack/servers/temporal.ts';
import { prepareNamespace } from '../../stack/servers/temporal-namespace.ts';
import { findTemporal } from '../../stack/tools/temporal-cli.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const THIRTY_DAYS_IN_SECONDS = 2_592_000;

let reaper: Reaper;
beforeAll(() => {
  reaper = new Reaper();
});
afterAll(() => reaper.close());

async function connect(address: string): Promise<Connection> {
  const connection = await Connection.connect({ address });
  onTestFinished(() => connection.close());
  return connection;
}

describe('namespace', () => {
  test('a new one is registered, and preparing it again changes nothing', async () => {
    const connection = await connect(inject('temporalAddress'));
    const namespace = 'prepared-by-test';
    await prepareNamespace(connection, namespace, SEARCH_ATTRIBUTES);
    await prepareNamespace(connection, namespace, SEARCH_ATTRIBUTES);

    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(THIRTY_DAYS_IN_SECONDS);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    expect(Object.keys(customAttributes ?? {})).toEqual(
      expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)),
    );
  });

  test('retention of an existing one is set, attributes are added to those there are', async () => {
    const connection = await connect(inject('temporalAddress'));
    const namespace = 'default';
    await prepareNamespace(connection, namespace, { ...SEARCH_ATTRIBUTES, AddedByTest: 'Keyword' });
    const { config } = await connection.workflowService.describeNamespace({ namespace });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(THIRTY_DAYS_IN_SECONDS);
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    expect(Object.keys(customAttributes ?? {})).toEqual(
      expect.arrayContaining([...Object.keys(SEARCH_ATTRIBUTES), 'AddedByTest']),
    );
  });
});

describe('embedded Temporal', () => {
  test('workflows survive a stop and a kill, and a running server is taken over', {
    timeout: 90_000,
  }, async () => {
    const dataDir = join(temporaryDirectory(), 'temporal');
    mkdirSync(dataDir);
    const port = await freePort();
    const start = () =>
      startTemporal({
        binary: findTemporal() ?? '',
        dataDir,
        port,
        uiPort: null,
        namespace: 'cet',
        log: new BoundedLog(join(dataDir, 'log')),
        reaper,
      });
    const first = await start();
    const connection = await connect(first.address);
    const client = new Client({ connection, namespace: 'cet' });
    await client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'kept' });
    const status = async () => (await client.workflow.getHandle('kept').describe()).status.name;

    const second = await start();
    expect(await first.exited).toMatch(/^(exit code|signal)/);
    expect(await status()).toBe('RUNNING');
    await second.stop();
    const third = await start();
    expect(await status()).toBe('RUNNING');
    await third.stop();
  });
});
