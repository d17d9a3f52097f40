import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { registrations, securityEvents } from '../../../db/schema/index.ts';
import { candidateActor } from '../../../domain/actor.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const agreed = await api.mint.agreements();

type Windows = NonNullable<Parameters<typeof api.mint.examSession>[0]>['windows'];

const OVER = { opensIn: -2 * DAY_MS, closesIn: -HOUR_MS };
const LATER = { opensIn: HOUR_MS, closesIn: DAY_MS };

/** A candidate with CET-4 paid and Japanese level 6 unpaid, the oral of level 4 on offer. */
async function registered(windows: Windows = {}) {
  const { id: examSessionId } = await api.mint.examSession({ windows: { transcript: OVER, ...windows } });
  const campus = await api.mint.campus();
  const offer = (subject: string) => api.mint.offering(examSessionId, campus.code, subject);
  const [written4, japanese6] = [await offer('1'), await offer('4')];
  const later = await api.mint.offering(examSessionId, campus.code, 'F', { window: LATER });
  const passport = await api.mint.passport();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  const entries = await mintPaidRegistration(
    api,
    { ...candidate, passportId: passport.id },
    [
      { offeringId: written4.id, subject: '1' },
      { offeringId: japanese6.id, subject: '4', state: 'held' },
    ],
    { at: api.clock.now() },
  );
  const [row] = await api.db.select().from(registrations).where(eq(registrations.id, candidate.id));
  const managementEndsAt = api.clock.now() + 2 * DAY_MS;
  await api.db
    .update(registrations)
    .set({ state: { ...row!.state, managementEndsAt } })
    .where(eq(registrations.id, candidate.id));
  const token = await api.mint.signIn(passport.id, campus.provinceCode);
  let keys = 0;
  async function refused(method: string, path: string, body?: unknown) {
    const response = await api.call(method, `/api/registration${path}?examSession=${examSessionId}`, {
      candidate: token,
      headers: { 'Idempotency-Key': `refusal-${++keys}` },
      ...(body !== undefined && { body }),
    });
    const problem = (await response.json()) as { code: string; detail: string };
    const moment = /(开放时间|截止时间)：.+。$/.exec(problem.detail)?.[1] ?? null;
    return { status: response.status, code: problem.code, moment };
  }
  return { refused, entries, written4, later, candidate, passport, token, examSessionId };
}

describe('a command is refused before the workflow is asked', () => {
  it('with what stands against it', async () => {
    const { refused, entries, written4, later } = await registered();
    const [paid] = entries;
    const no = (code: string, status = 409) => ({ code, status, moment: null });
    expect(await refused('DELETE', `/entries/${paid!.id}`)).toEqual(no('ENTRY_PAID'));
    expect(await refused('DELETE', '/entries/none')).toEqual(no('ENTRY_NOT_FOUND', 404));
    expect(await refused('DELETE', '')).toEqual(no('PAID_ENTRIES_STAY'));
    expect(await refused('POST', '/entries', { offeringIds: [written4.id] })).toEqual(no('SUBJECT_TAKEN'));
    expect(await refused('POST', '/entries', { offeringIds: [0x7fffffff] })).toEqual(
      no('SUBJECT_NOT_OFFERED'),
    );
    expect(await refused('POST', '/orders', { mode: 'oral', gateway: 'alipay' })).toEqual(
      no('NOTHING_TO_PAY'),
    );
    expect(await refused('POST', '/orders/2026112100000000/refresh')).toEqual(no('ORDER_NOT_FOUND', 404));
    const reason = { reason: '提交有误' };
    expect(await refused('DELETE', '/waitlist-entries/none', reason)).toEqual(
      no('WAITLIST_ENTRY_NOT_FOUND', 404),
    );
    const choices = [{ level: 4, choice: 'paper' }];
    expect(await refused('PUT', '/transcripts', { choices })).toEqual({
      ...no('TRANSCRIPT_WINDOW_CLOSED'),
      moment: '截止时间',
    });
    expect(await refused('POST', '/entries', { offeringIds: [later.id] })).toEqual({
      ...no('SUBJECT_WINDOW_CLOSED'),
      moment: '开放时间',
    });
  });

  it.each([
    ['before registration opens', LATER, 'REGISTRATION_NOT_OPEN', '开放时间'],
    ['after it has ended', OVER, 'REGISTRATION_CLOSED', '截止时间'],
    ['with no window set', null, 'REGISTRATION_NOT_OPEN', null],
  ])('%s, with the moment', async (_, registration, code, moment) => {
    const { refused, entries, written4 } = await registered({ registration });
    const [, unpaid] = entries;
    for (const [method, path, body] of [
      ['POST', '/entries', { offeringIds: [written4.id] }],
      ['DELETE', `/entries/${unpaid!.id}`],
      ['POST', '/waitlist-entries', { offeringId: written4.id }],
    ] as const)
      expect(await refused(method, path, body)).toEqual({ status: 409, code, moment });
  });
});

it('what is another’s is answered as if it were not there, and is in the security log', async () => {
  const [own, other] = [await registered(), await registered()];
  await api.mint.acceptance(own.passport.id, own.examSessionId, agreed);
  const noted = async () => {
    await api.securityLog.flush();
    const rows = await api.db
      .select({ event: securityEvents.event, reason: securityEvents.reason, route: securityEvents.route })
      .from(securityEvents)
      .where(eq(securityEvents.actor, candidateActor(own.passport.id)));
    return rows.map((row) => Object.values(row).join(' ')).toSorted();
  };
  const ask = async ({ entry, candidateId }: { entry: string; candidateId: string }) => {
    expect((await own.refused('DELETE', `/entries/${entry}`)).code).toBe('ENTRY_NOT_FOUND');
    const { examSessionId } = own;
    const confirmed = { digest: 'x'.repeat(43), dataConfirmed: true, mobileConfirmed: true };
    const save = await own.refused('PUT', '', { examSessionId, candidateId, ...confirmed });
    const review = await api.get(`/api/review?examSession=${own.examSessionId}&candidate=${candidateId}`, {
      candidate: own.token,
    });
    return [save.code, ((await review.json()) as { code: string }).code];
  };
  const answers = await ask({ entry: 'no-such', candidateId: randomUUID() });
  expect(answers).toEqual(['NO_ROLL_MATCH', 'PASSPORT_ALREADY_BOUND']);
  expect(await noted()).toEqual([]);
  expect(await ask({ entry: other.entries[1]!.id, candidateId: other.candidate.id })).toEqual(answers);
  expect(await noted()).toEqual([
    'rightsRefused ENTRY_NOT_FOUND DELETE /api/registration/entries/:id',
    'rightsRefused NO_ROLL_MATCH PUT /api/registration',
    'rightsRefused PASSPORT_ALREADY_BOUND GET /api/review',
  ]);
});
