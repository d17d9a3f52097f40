import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort, isPortFree, requireFreePorts } from '../../stack/processes/ports.ts';
import { readStackPorts, wantedPorts } from '../../stack/stack-ports.ts';

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  );
  return server;
}

const PORTS = new URL('../../stack/processes/ports.ts', import.meta.url);

/** Lets another process choose so many ports; it runs until the test is over. */
async function choosePorts(count: number): Promise<number[]> {
  const script = `
    import { freePort } from '${PORTS}';
    const ports = await Promise.all(Array.from({ length: ${count} }, freePort));
    console.log(JSON.stringify(ports));
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  for await (const line of createInterface(child.stdout)) return JSON.parse(line) as number[];
  throw new Error('the process chose no ports');
}

describe('ports', () => {
  test('a port is free until somebody listens', async () => {
    const port = await freePort();
    expect(await isPortFree(port)).toBe(true);
    await listen(port);
    expect(await isPortFree(port)).toBe(false);
  });

  test('no port is chosen twice, not by processes that run at the same moment either', async () => {
    // More than a slice holds, and some of them at once.
    const own = await Promise.all(Array.from({ length: 120 }, freePort));
    const others = await Promise.all([choosePorts(120), choosePorts(120)]);
    const all = [...own, ...others.flat()];
    expect(all).toHaveLength(360);
    expect(all.filter((port, index) => all.indexOf(port) !== index)).toEqual([]);
  });

  test('a taken port is named with the variable that moves it', async () => {
    const [taken, free] = [await freePort(), await freePort()];
    await listen(taken);
    const wanted = [
      { port: taken, purpose: 'mailbox', variable: 'SANDBOX_MAILBOX_PORT' },
      { port: free, purpose: 'site', variable: 'PORT' },
    ];
    await expect(requireFreePorts(wanted)).rejects.toThrow(
      `Port ${taken} (mailbox) is in use: set SANDBOX_MAILBOX_PORT to another one`,
    );
    await expect(requireFreePorts(wanted.slice(1))).resolves.toBeUndefined();
  });

  test('a port may not be given twice', async () => {
    const ports = readStackPorts({ PORT: '4000', TEMPORAL_PORT: '4000' });
    await expect(requireFreePorts(wantedPorts(ports, ['site', 'temporal']))).rejects.toThrow(
      'Port 4000 is given twice: set TEMPORAL_PORT to another one',
    );
  });

  test('standard ports, each moved by its variable', () => {
    expect(readStackPorts({})).toEqual({
      site: 3000,
      alipay: 3010,
      mailbox: 3020,
      smtp: 3025,
      postgres: 54_320,
      temporal: 7233,
      temporalUi: 8233,
    });
    expect(readStackPorts({ PORT: '80', POSTGRES_PORT: '5432', SANDBOX_SMTP_PORT: '' })).toMatchObject({
      site: 80,
      postgres: 5432,
      smtp: 3025,
    });
  });

  test.each(['0', '65536', 'http', '3000.5'])('PORT=%s is refused', (port) => {
    expect(() => readStackPorts({ PORT: port })).toThrow(
      `PORT must be a port number from 1 to 65535, not "${port}"`,
    );
  });
});
