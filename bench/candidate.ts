import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { registrationWorkflowId } from '../workflows/registration/messages.ts';
import type { Person, Place } from './fill.ts';
import type { Platform } from './platform.ts';

type Answer<Body> = { ok: true; body: Body } | { ok: false; status: number; code: string };

interface Opened {
  order: { orderNo: string } | null;
  payUrl: string | null;
}

const PAID_POLL_MS = 50;

export type Candidate = ReturnType<typeof candidateOf>;

/** Does over HTTP what a candidate's browser does. */
export function candidateOf(platform: Platform, { examSessionId, offeringId }: Place, person: Person) {
  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Answer<Body>> {
    const response = await fetch(`${platform.publicUrl}/api${path}?examSession=${examSessionId}`, {
      method,
      headers: {
        Cookie: `session=${person.session}`,
        Origin: platform.publicUrl,
        'Idempotency-Key': key,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { code: string };
    return response.ok
      ? { ok: true, body: answer as Body }
      : { ok: false, status: response.status, code: answer.code };
  }

  return {
    workflowId: registrationWorkflowId(examSessionId, person.candidateId),
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
    pay: (payUrl: string) => platform.sandbox.pay(payUrl),
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
  const { payUrl } = accepted(await candidate.openOrder());
  if (!payUrl) throw new Error('the order has no pay page');
  await candidate.pay(payUrl);
  await candidate.isPaid(signal);
}
