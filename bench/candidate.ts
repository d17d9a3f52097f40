import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { actingFor, candidateActor } from '../domain/actor.ts';
import { registrationWorkflowId } from '../workflows/registration/messages.ts';
import type { Person, Place } from './fill.ts';
import { createHttpClient, type HttpClient } from './load/http-client.ts';
import type { Addresses } from './platform.ts';

export type Answer<Body> = { ok: true; body: Body } | { ok: false; status: number; code: string };

interface Opened {
  order: { orderNo: string } | null;
  payUrl: string | null;
}

const PAID_POLL_MS = 50;
const CONNECTIONS = 50;
const JSON_BODY = { 'Content-Type': 'application/json' };

export type Candidate = ReturnType<typeof candidateOf>;

const shared = createHttpClient(CONNECTIONS);

/** Does over HTTP what a candidate's browser does. */
export function candidateOf(
  { publicUrl, sandboxUrl }: Addresses,
  { examSessionId, offeringId }: Place,
  person: Person,
  http: HttpClient = shared,
) {
  const signedIn = {
    Cookie: `session=${person.session}`,
    Origin: publicUrl,
    ...actingFor(candidateActor(person.passportId)),
  };

  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Answer<Body>> {
    const response = await http.request({
      method,
      url: `${publicUrl}/api${path}?examSession=${examSessionId}`,
      headers: { ...signedIn, 'Idempotency-Key': key, ...(body === undefined ? {} : JSON_BODY) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = JSON.parse(response.body.toString()) as { code: string };
    return response.status < 300
      ? { ok: true, body: answer as Body }
      : { ok: false, status: response.status, code: answer.code };
  }

  return {
    workflowId: registrationWorkflowId(examSessionId, person.candidateId),
    signedIn,
    save: () =>
      call('PUT', '/registration', {
        examSessionId,
        candidateId: person.candidateId,
        digest: person.digest,
        dataConfirmed: true,
        mobileConfirmed: true,
      }),
    select: (key?: string) => call('POST', '/registration/entries', { offeringIds: [offeringId] }, key),
    chooseTranscript: () =>
      call('PUT', '/registration/transcripts', { choices: [{ level: 4, choice: 'paper' }] }),
    openOrder: () => call<Opened>('POST', '/registration/orders', { mode: 'written', gateway: 'alipay' }),
    /** Pays at the gateway, whose signed notice then finds its way. */
    async pay({ order, payUrl }: Opened): Promise<void> {
      if (!order || !payUrl) throw new Error('the order has no pay page');
      const { status } = await http.request({
        method: 'POST',
        url: `${sandboxUrl}/sandbox/orders/${order.orderNo}/pay`,
        headers: JSON_BODY,
        body: JSON.stringify({ payPageUrl: payUrl }),
      });
      if (status !== 200) throw new Error(`the sandbox did not take the payment: ${status}`);
    },
    async isPaid(signal: AbortSignal): Promise<void> {
      for (;;) {
        const { stage } = accepted(await call<{ stage: string }>('GET', '/registration'));
        if (stage === 'paid') return;
        await delay(PAID_POLL_MS, undefined, { signal });
      }
    },
  };
}

/**
 * Reads the body of an accepted answer.
 * @throws Error naming the refusal
 */
export function accepted<Body>(answer: Answer<Body>): Body {
  if (!answer.ok) throw new Error(`refused: ${answer.status} ${answer.code}`);
  return answer.body;
}

/** Takes a candidate from saving to 已支付. */
export async function walkToPaid(candidate: Candidate, signal: AbortSignal): Promise<void> {
  accepted(await candidate.save());
  accepted(await candidate.select());
  accepted(await candidate.chooseTranscript());
  await candidate.pay(accepted(await candidate.openOrder()));
  await candidate.isPaid(signal);
}
