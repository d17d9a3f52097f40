import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { freePort } from '../../stack/processes/ports.ts';
import { readableByStaff, serveTemporalUi } from '../../stack/servers/temporal-ui.ts';

const settings = { Auth: { Enabled: false }, Codec: { Endpoint: 'http://localhost:3000/api/staff/codec' } };
const ui = createServer((asked, answer) => {
  answer.setHeader('set-cookie', 'csrf=1');
  answer.end(
    asked.url?.startsWith('/api/v1/settings') ? JSON.stringify(settings) : `${asked.method} ${asked.url}`,
  );
}).listen(0, '127.0.0.1');
await once(ui, 'listening');
const port = await freePort();
const { port: uiPort } = ui.address() as AddressInfo;
const stop = await serveTemporalUi({ port, uiPort, consoleUrl: 'http://localhost:3000/staff' });
afterAll(async () => {
  await stop();
  ui.close();
});

it('has the Temporal UI send the cookie of staff to the codec, and leaves everything else as it is', async () => {
  const told = await fetch(`http://127.0.0.1:${port}/api/v1/settings`);
  expect(told.headers.get('set-cookie')).toBe('csrf=1');
  expect(await told.json()).toMatchObject({
    Auth: settings.Auth,
    Codec: { ...settings.Codec, IncludeCredentials: true, DefaultErrorLink: 'http://localhost:3000/staff' },
  });
  const other = await fetch(`http://127.0.0.1:${port}/namespaces/default?a=1`, { method: 'POST', body: 'x' });
  expect(await other.text()).toBe('POST /namespaces/default?a=1');
  expect(readableByStaff('<html>', '')).toBe('<html>');
});
