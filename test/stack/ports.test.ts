import { createServer, type Server } from 'node:net';
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

describe('ports', () => {
  test('a port is free until somebody listens', async () => {
    const port = await freePort();
    expect(await isPortFree(port)).toBe(true);
    await listen(port);
    expect(await isPortFree(port)).toBe(false);
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
