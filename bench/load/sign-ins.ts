import { setTimeout as delay } from 'node:timers/promises';
import { createChallenge } from 'altcha-lib/v1';
import { MINUTE_MS } from '../../domain/time.ts';
import { Collected, runClients } from './clients.ts';
import { createHttpClient } from './http-client.ts';
import { latenciesOf } from './latencies.ts';
import type { LoadJobs, SignInsDone } from './load-jobs.ts';

/** The answer to every challenge: the work of finding it is done by browsers, not by the machine that is measured. */
const FOUND = 1;

/** Signs people in as fast as they are let in, and reads pages at a steady pace meanwhile. */
export async function signIns({
  clients,
  publicUrl,
  captchaKey,
  accounts,
  password,
  reads,
  readsPerSecond,
  warmMs,
  ms,
}: LoadJobs['signIns']['input']): Promise<SignInsDone> {
  const http = createHttpClient(clients + readsPerSecond * 10);
  const over = new AbortController();
  const from = performance.now() + warmMs;
  const to = from + ms;
  const collected = new Collected();
  let count = 0;
  let turn = 0;
  void delay(warmMs + ms).then(() => over.abort());

  const signingIn = runClients(clients, over.signal, async () => {
    const body = JSON.stringify({
      account: accounts[turn++ % accounts.length],
      password,
      captcha: await solvedCaptcha(captchaKey),
    });
    const { status, body: answer } = await http.request({
      method: 'POST',
      url: `${publicUrl}/api/sessions`,
      headers: { Origin: publicUrl, 'Content-Type': 'application/json' },
      body,
    });
    const now = performance.now();
    if (now < from || now > to) return true;
    if (status === 200) count += 1;
    else collected.refuse((JSON.parse(answer.toString()) as { code: string }).code);
    return true;
  });

  // Reads begin when they are due, whatever the earlier ones are doing: nothing is omitted.
  const waits: Promise<number>[] = [];
  for (let index = 0; !over.signal.aborted; index++) {
    const dueAt = from + (index * 1_000) / readsPerSecond;
    await delay(Math.max(0, dueAt - performance.now()));
    const request = reads[index % reads.length];
    if (over.signal.aborted || !request) break;
    waits.push(http.request(request).then(() => performance.now() - dueAt));
  }
  await signingIn;
  const times = await Promise.all(waits);
  http.close();
  return {
    perSecond: (count * 1_000) / ms,
    refused: collected.refused,
    reads: latenciesOf(times, 'uncorrected'),
  };
}

async function solvedCaptcha(hmacKey: string): Promise<string> {
  const expires = new Date(Date.now() + 5 * MINUTE_MS);
  const challenge = await createChallenge({ algorithm: 'SHA-256', hmacKey, expires, number: FOUND });
  return Buffer.from(JSON.stringify({ ...challenge, number: FOUND })).toString('base64');
}
