import { expect, it } from 'vitest';
import { eq, sql } from 'drizzle-orm';
import { examSessions } from '../../../db/schema/index.ts';
import { MINUTE_MS } from '../../../domain/time.ts';
import { mintPaidRegistration } from '../../support/paid-registration.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
await api.mint.agreements();

async function registered() {
  const { id: examSessionId } = await api.mint.examSession();
  const campus = await api.mint.campus();
  const offering = await api.mint.offering(examSessionId, campus.code, '1');
  const passport = await api.mint.passport();
  const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
  const of = { ...candidate, passportId: passport.id };
  await mintPaidRegistration(api, of, [{ offeringId: offering.id, subject: '1' }], { at: api.clock.now() });
  const token = await api.mint.signIn(passport.id);
  const read = (tag?: string) =>
    api.get(`/api/registration?examSession=${examSessionId}`, {
      candidate: token,
      ...(tag && { headers: { 'If-None-Match': tag } }),
    });
  return { examSessionId, read };
}

it('a registration a page knows already is a 304, and nothing of it stays in the browser', async () => {
  const { examSessionId, read } = await registered();
  const first = await read();
  const tag = first.headers.get('etag')!;
  expect(first.headers.get('cache-control')).toBe('no-store');
  const again = await read(tag);
  expect({ status: again.status, body: await again.text() }).toEqual({ status: 304, body: '' });

  await api.db
    .update(examSessions)
    .set({ settingsVersion: sql`${examSessions.settingsVersion} + 1` })
    .where(eq(examSessions.id, examSessionId));
  const changed = await read(tag);
  expect(changed.status).toBe(200);
  const newTag = changed.headers.get('etag')!;
  expect((await read(newTag)).status).toBe(304);

  // The passing of time changes what can be done and by when, and so the answer.
  api.clock.advance(MINUTE_MS);
  expect((await read(newTag)).status).toBe(200);
});

it('another’s tag is worth nothing', async () => {
  const [one, other] = [await registered(), await registered()];
  const tag = (await one.read()).headers.get('etag')!;
  expect((await other.read(tag)).status).toBe(200);
});
