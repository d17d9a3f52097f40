import { randomUUID } from 'node:crypto';
import { Collected, runClients } from './clients.ts';
import { createHttpClient } from './http-client.ts';
import type { Done, LoadJobs } from './load-jobs.ts';

/** Creates orders through pretix' API and marks them paid, as a registration is paid in two calls there. */
export async function pretixOrders(
  { clients, ordersUrl, token, item }: LoadJobs['pretixOrders']['input'],
  enough: AbortSignal,
): Promise<Done> {
  const http = createHttpClient(clients);
  const collected = new Collected();
  let count = 0;

  async function post(name: string, url: string, body: object): Promise<{ code: string }> {
    const response = await collected.timed(name, () =>
      http.request({
        method: 'POST',
        url,
        headers: { Authorization: `Token ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    if (response.status < 300) return JSON.parse(response.body.toString()) as { code: string };
    throw new Error(`${name}: ${response.status} ${response.body.toString().slice(0, 200)}`);
  }

  await runClients(clients, enough, async () => {
    try {
      const { code } = await post('order', ordersUrl, {
        email: `${randomUUID()}@example.test`,
        locale: 'en',
        sales_channel: 'web',
        payment_provider: 'manual',
        positions: [{ item, variation: null, price: '30.00', attendee_name_parts: { full_name: 'Test' } }],
      });
      await post('mark paid', `${ordersUrl}${code}/mark_paid/`, { send_email: false });
      count += 1;
    } catch (error) {
      collected.refuse(error instanceof Error ? error.message : String(error));
    }
    return true;
  });
  http.close();
  return { count, refused: collected.refused, latencies: collected.latencies };
}
