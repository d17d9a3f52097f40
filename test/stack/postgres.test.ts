import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BoundedLog } from '../../stack/processes/bounded-log.ts';
import { freePort } from '../../stack/processes/ports.ts';
import { startPostgres } from '../../stack/servers/postgres.ts';
import { Reaper } from '../../stack/processes/reaper.ts';
import { onDatabase } from '../support/sql.ts';
import { temporaryDirectory } from './temporary-directory.ts';

let reaper: Reaper;
beforeAll(() => {
  reaper = new Reaper();
});
afterAll(() => reaper.close());

describe('embedded PostgreSQL', () => {
  test('keeps its data and password over stops, kills and a stale pid file', {
    timeout: 60_000,
  }, async () => {
    const dataDir = temporaryDirectory();
    const port = await freePort();
    const start = () =>
      startPostgres({ dataDir, port, log: new BoundedLog(join(dataDir, 'log')), reaper, disposable: true });
    const pidFile = join(dataDir, 'cluster', 'postmaster.pid');
    const pid = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);

    const first = await start();
    await onDatabase(first.ownerUrl, async (sql) => {
      await sql`create table kept (word text)`;
      await sql`insert into kept values ('四级')`;
      const [{ encoding } = {}] = await sql`select pg_encoding_to_char(encoding) encoding from pg_database`;
      expect(encoding).toBe('UTF8');
    });
    for (const file of ['password', 'application-password']) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
    }
    await onDatabase(first.url, async (sql) => {
      expect(await sql`select rolsuper from pg_roles where rolname = current_user`).toEqual([
        { rolsuper: false },
      ]);
      await expect(sql`select word from kept`).rejects.toThrow('permission denied');
    });
    await first.stop();
    expect(existsSync(pidFile)).toBe(false);

    const second = await start();
    expect([second.url, second.ownerUrl]).toEqual([first.url, first.ownerUrl]);
    process.kill(pid(), 'SIGKILL');
    expect(await second.exited).toBe('signal SIGKILL');
    expect(existsSync(pidFile)).toBe(true);

    // The id in the file is now that of a process that is no server on this data.
    const [, ...rest] = readFileSync(pidFile, 'utf8').split('\n');
    writeFileSync(pidFile, [process.pid, ...rest].join('\n'));
    const third = await start();
    // Still running when the next start comes: it is ended and taken over.
    const fourth = await start();
    expect(await third.exited).toBe('exit code 0');
    expect(await onDatabase(fourth.ownerUrl, (sql) => sql`select word from kept`)).toEqual([
      { word: '四级' },
    ]);
    await fourth.stop();
  });

  test('says why it cannot start', async () => {
    const { createServer } = await import('node:net');
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const dataDir = temporaryDirectory();
    const log = new BoundedLog(join(dataDir, 'log'));
    await expect(startPostgres({ dataDir, port, log, reaper, disposable: true })).rejects.toThrow(
      /^PostgreSQL did not start: .*could not create any TCP\/IP sockets.*its log: /,
    );
    taken.close();
  });
});
