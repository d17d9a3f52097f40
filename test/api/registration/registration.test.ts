import { expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { createTestApi } from '../test-api.ts';
import { changeSettings } from '../../support/settings.ts';

const api = await createTestApi();
await api.mint.agreements();

/** @param left the time an unpaid subject has; a paid one otherwise */
async function registered(left?: number) {
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const offering = await api.mint.offering(examSessionId, campus.code, '1');
  const passport = await api.mint.passport();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  const of = { ...candidate, passportId: passport.id };
  const state = left === undefined ? 'paid' : 'held';
  await mintPaidRegistration(api, of, [{ offeringId: offering.id, subject: '1', state }], {
    at: api.clock.now() + (left ?? 0),
  });
  const token = await api.mint.signIn(passport.id);
  const read = (tag?: string) =>
    api.get(`/api/registration?examSession=${examSessionId}`, {
      candidate: token,
      ...(tag && { headers: { 'If-None-Match': tag } }),
    });
  const calendar = () =>
    api.get(`/api/registration/calendar?examSession=${examSessionId}`, { candidate: token });
  return { examSessionId, passport, read, calendar };
}

it('a registration a page knows already is a 304, and nothing of it stays in the browser', async () => {
  const { examSessionId, read } = await registered();
  const first = await read();
  const tag = first.headers.get('etag')!;
  expect(first.headers.get('cache-control')).toBe('no-store');
  const again = await read(tag);
  expect({ status: again.status, body: await again.text() }).toEqual({ status: 304, body: '' });

  await changeSettings(api.db, examSessionId);
  const changed = await read(tag);
  expect(changed.status).toBe(200);
  const newTag = changed.headers.get('etag')!;
  expect((await read(newTag)).status).toBe(304);

  // The passing of time changes what can be done and by when, and so the answer.
  api.clock.advance(MINUTE_MS);
  expect((await read(newTag)).status).toBe(200);
});

it('says within the minute what can no longer be paid in time', async () => {
  api.clock.advance(MINUTE_MS - (api.clock.now() % MINUTE_MS));
  const { read } = await registered(1.5 * MINUTE_MS);
  const refusalOf = async (response: Response) =>
    ((await response.json()) as { entries: { payRefusal: string | null }[] }).entries[0]!.payRefusal;
  const first = await read();
  const tag = first.headers.get('etag')!;
  expect(await refusalOf(first)).toBeNull();
  api.clock.advance(MINUTE_MS / 2);
  expect((await read(tag)).status).toBe(304);
  api.clock.advance(1);
  expect(await refusalOf(await read(tag))).toBe('DEADLINE_TOO_NEAR');
});

it('another’s tag is worth nothing', async () => {
  const [one, other] = [await registered(), await registered()];
  const tag = (await one.read()).headers.get('etag')!;
  expect((await other.read(tag)).status).toBe(200);
});

it('gives the deadline and then the exam as a calendar file to its owner, and says when there is neither', async () => {
  const unpaid = await registered(HOUR_MS);
  const paid = await registered();
  const first = await unpaid.calendar();
  expect(first.headers.get('content-type')).toContain('text/calendar');
  expect(first.headers.get('content-disposition')).toBe(
    `attachment; filename="cet-${unpaid.examSessionId}.ics"`,
  );
  const file = await first.text();
  expect(file).toContain('BEGIN:VALARM');
  expect(file).toMatch(/^UID:deadline-/m);
  expect(file).not.toMatch(/^UID:exam-/m);
  expect(file).not.toContain(unpaid.passport.name);
  expect(file).not.toContain(unpaid.passport.idNumber);
  expect(await (await paid.calendar()).text()).toMatch(/^UID:exam-/m);

  api.clock.advance(HOUR_MS + MINUTE_MS);
  const over = await unpaid.calendar();
  expect({ status: over.status, code: ((await over.json()) as { code: string }).code }).toEqual({
    status: 404,
    code: 'CALENDAR_EMPTY',
  });
});
