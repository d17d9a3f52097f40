import type { IdType } from '../../domain/person/id-number.ts';
import { randomUUID } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import type { commandAnswerSchema, registrationSchema } from '../../api/registration/schemas.ts';
import type { openedOrderSchema, ordersSchema } from '../../api/payment/order-schemas.ts';
import { actingFor, candidateActor } from '../../domain/actor.ts';
import { registrationWorkflowId } from '../../workflows/registration/messages.ts';
import type { MintedCampus, MintedCandidate, MintedPassport } from './factories.ts';
import type { Platform } from './platform.ts';

type CommandAnswer = z.infer<typeof commandAnswerSchema>;
type OpenedOrder = z.infer<typeof openedOrderSchema>;
type Orders = z.infer<typeof ordersSchema>;
type RegistrationViewModel = z.infer<typeof registrationSchema>;

/** An answer of the API: the body when accepted, the code when refused. */
export type Answer<Body> = { ok: true; body: Body } | { ok: false; status: number; code: string };

export interface Place {
  examSessionId: string;
  campus: MintedCampus;
}

/** Mints an exam session with one campus, everything open. */
export async function mintPlace(
  platform: Platform,
  given: Parameters<Platform['mint']['examSession']>[0] = {},
): Promise<Place> {
  const [{ id }, campus] = [await platform.mint.examSession(given), await platform.mint.campus()];
  return { examSessionId: id, campus };
}

/** Mints a person on the roll with a passport, signed in, the agreement accepted: ready to register. */
export async function mintCandidate(
  platform: Platform,
  { examSessionId, campus }: Place,
  { photo, ...paper }: { photo?: Buffer; idType?: IdType; idNumber?: string } = {},
) {
  const { mint } = platform;
  const passport = await mint.passport({ mobileVerified: true, ...paper });
  const person = { examSessionId, campus, person: passport };
  const candidate = await mint.candidate(photo ? { ...person, photo } : person);
  await mint.acceptance(passport.id, examSessionId, await agreementsOf(platform));
  return candidateOf(platform, passport, candidate);
}

/** Makes the calls that somebody signed in with a passport can make about a roll entry, theirs or not. */
export function candidateOf(
  platform: Platform,
  passport: MintedPassport,
  { id: candidateId, digest, examSessionId, campus }: MintedCandidate,
) {
  async function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Answer<Body>> {
    // Each call signs in anew, as days may have passed.
    const token = await platform.mint.signIn(passport.id, campus.provinceCode);
    const separator = path.includes('?') ? '&' : '?';
    const response = await platform.app.request(`/api${path}${separator}examSession=${examSessionId}`, {
      method,
      headers: {
        Cookie: `session=${token}`,
        Origin: platform.publicUrl,
        ...actingFor(candidateActor(passport.id)),
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
    passport,
    registrationId: candidateId,
    digest,
    workflowId: registrationWorkflowId(examSessionId, candidateId),
    call,
    save: (key?: string) =>
      call<CommandAnswer>(
        'PUT',
        '/registration',
        {
          examSessionId,
          candidateId,
          digest,
          dataConfirmed: true,
          mobileConfirmed: true,
        },
        key,
      ),
    registration: () => call<RegistrationViewModel>('GET', '/registration'),
    select: (offeringIds: number[], key?: string) =>
      call<CommandAnswer>('POST', '/registration/entries', { offeringIds }, key),
    cancel: (entryId: string, key?: string) =>
      call<CommandAnswer>('DELETE', `/registration/entries/${entryId}`, undefined, key),
    join: (offeringId: number, key?: string) =>
      call<CommandAnswer>('POST', '/registration/waitlist-entries', { offeringId }, key),
    leave: (waitlistEntryId: string, key?: string) =>
      call<CommandAnswer>(
        'DELETE',
        `/registration/waitlist-entries/${waitlistEntryId}`,
        { reason: '改报其他科目' },
        key,
      ),
    chooseTranscripts: (levels: number[], key?: string) =>
      call<CommandAnswer>(
        'PUT',
        '/registration/transcripts',
        { choices: levels.map((level) => ({ level, choice: 'paper' })) },
        key,
      ),
    setQuickPrint: (on: boolean, key?: string) =>
      call<CommandAnswer>('PUT', '/registration/quick-print', { on }, key),
    openOrder: (key?: string, gateway: 'alipay' | 'payease' = 'alipay') =>
      call<OpenedOrder>('POST', '/registration/orders', { mode: 'written', gateway }, key),
    orders: () => call<Orders>('GET', '/registration/orders'),
    refresh: (orderNo: string, key?: string) =>
      call<CommandAnswer>('POST', `/registration/orders/${orderNo}/refresh`, undefined, key),
    withdraw: (key?: string) => call<CommandAnswer>('DELETE', '/registration', undefined, key),
  };
}

export type Candidate = Awaited<ReturnType<typeof mintCandidate>>;

/** Reads the body of an accepted answer. @throws Error naming the refusal */
export function accepted<Body>(answer: Answer<Body>): Body {
  if (!answer.ok) throw new Error(`refused: ${answer.status} ${answer.code}`);
  return answer.body;
}

/** Saves, selects, chooses the transcript and opens the order. */
export async function walkToOrder(candidate: Candidate, offeringIds: number[]) {
  accepted(await candidate.save());
  accepted(await candidate.select(offeringIds));
  accepted(await candidate.chooseTranscripts([4]));
  const opened = accepted(await candidate.openOrder());
  if (!opened.order || !opened.payUrl) throw new Error(`no order: ${opened.code}`);
  return { ...opened, order: opened.order, payUrl: opened.payUrl };
}

const agreements = new WeakMap<Platform['db'], ReturnType<Platform['mint']['agreements']>>();

/** Mints the agreements once per database: another version would put earlier acceptances out of date. */
export function agreementsOf({ db, mint }: Platform): ReturnType<Platform['mint']['agreements']> {
  const known = agreements.get(db) ?? mint.agreements();
  agreements.set(db, known);
  return known;
}
