import { randomUUID } from 'node:crypto';
import { asc, eq, inArray, like } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { leaveMessages } from '../../../db/messages/leave-message.ts';
import { outbox, registrations, subjects } from '../../../db/schema/index.ts';
import { mintUnpaidRegistration } from '../../support/unpaid-registration.ts';
import { workBatch } from '../../support/work-batch.ts';
import { createTestApi } from '../test-api.ts';

const api = await createTestApi();
const { mint, clock, db } = api;
const { id: examSession } = await mint.examSession();
const campus = await mint.campus();
const { id: offeringId } = await mint.offering(examSession, campus.code, '1');
/** Two who owe, of the third grade and the fourth, and one who has chosen nothing yet. */
for (const grade of [3, 4]) {
  const candidate = await mint.candidate({ examSessionId: examSession, campus, roll: { grade } });
  const of = { ...candidate, passportId: (await mint.passport()).id };
  await mintUnpaidRegistration(api, of, { offeringId, subject: '1', at: clock.now() });
}
const saved = await mint.candidate({ examSessionId: examSession, campus });
await mint.registration(saved, (await mint.passport()).id);
const { account } = await mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
const staff = await mint.staffSignIn(account);

const mail = {
  subject: { zh: '{examSession}通知', en: 'News of {examSession}' },
  text: { zh: '{name}：{subjects}，{amount} 元', en: 'Dear {name}: {subjects}, {amount} yuan' },
};
async function call(path: string, more: string, body: object, key: string = randomUUID()) {
  const response = await api.post(`/api/staff/messages${path}?examSession=${examSession}${more}`, body, {
    staff,
    headers: { 'Idempotency-Key': key },
  });
  return { status: response.status, body: await response.json() };
}

it('a message goes once to each whom the filter finds, as it was seen', async () => {
  const counts = async (more: string) => (await call('/preview', more, { mail })).body.impact?.count;
  expect(await counts('')).toBe(3);
  expect(await counts('&grade=4')).toBe(1);
  expect(await counts('&stage=saved')).toBe(1);
  expect(await counts('&stage=unpaid&subject=1')).toBe(2);
  expect(await counts('&subject=1')).toBe(2);
  expect(await counts('&educationLevel=master')).toBe(0);
  const { body: shown } = await call('/preview', '&stage=unpaid', { mail });
  expect(shown.example).toMatchObject({
    text: expect.stringMatching(/^测\*+：.+，30\.00 元\n\nDear 测\*+: .+30\.00 yuan$/),
  });
  const seen = { seenCount: 2, seenVersion: shown.version };
  // Another text is another message than the one that was seen.
  const other = { ...mail, text: { zh: '另一段', en: 'Another' } };
  expect((await call('', '&stage=unpaid', { mail: other, ...seen })).body.code).toBe('COUNT_CHANGED');
  const { body: asked } = await call('', '&stage=unpaid', { mail, ...seen });
  expect(asked).toMatchObject({ kind: 'messages', mail, filter: { stage: 'unpaid' } });
  await workBatch(api, asked.id);
  const batch = await (await api.get(`/api/staff/batches/${asked.id}`, { staff })).json();
  expect(batch).toMatchObject({ state: 'done', total: 2, done: 2 });
  const left = await db
    .select()
    .from(outbox)
    .where(like(outbox.key, `bulk/${asked.id}/%`))
    .orderBy(asc(outbox.id));
  // What is written is not beside the addresses, but sealed with its batch.
  expect(left).toHaveLength(2);
  expect(JSON.stringify(left)).not.toContain('Dear');
});

it('the example names the subjects that the mail names, paid ones too', async () => {
  const place = await mint.campus();
  const { id: offered } = await mint.offering(examSession, place.code, '1');
  const candidate = await mint.candidate({ examSessionId: examSession, campus: place });
  const of = { ...candidate, passportId: (await mint.passport()).id };
  const owing = { offeringId: offered, subject: '1', at: clock.now() };
  const state = await mintUnpaidRegistration(api, of, owing);
  const [held] = state.entries;
  const paid = { ...held!, id: randomUUID(), subject: '5', state: 'paid' as const, orderNo: 'P1' };
  await db
    .update(registrations)
    .set({ state: { ...state, entries: [held!, paid] }, stage: 'partlyPaid' })
    .where(eq(registrations.id, of.id));
  const admin = await mint.staff({ role: 'schoolAdmin', scope: place.schoolCode });
  const shown = await api.post(
    `/api/staff/messages/preview?examSession=${examSession}&stage=unpaid`,
    { mail: { ...mail, text: { zh: '{subjects}', en: '{subjects}' } } },
    { staff: await mint.staffSignIn(admin.account) },
  );
  const { example } = (await shown.json()) as { example: { text: string } };
  const named = await db
    .select()
    .from(subjects)
    .where(inArray(subjects.code, ['1', '5']));
  for (const { nameZh } of named) expect(example.text).toContain(nameZh);
});

it('a page waits while many mails of staff are still to leave, and goes on after them', async () => {
  const { body: shown } = await call('/preview', '', { mail });
  const seen = { seenCount: shown.impact.count, seenVersion: shown.version };
  const { body: asked } = await call('', '', { mail, ...seen });
  const batch = async () => (await api.get(`/api/staff/batches/${asked.id}`, { staff })).json();
  const message = {
    kind: 'mail',
    template: 'reviewApproved',
    passportId: 'x',
    parameters: {},
    isBulk: true,
  } as const;
  const waiting = Array.from({ length: 400 }, (_, n) => ({ key: `many/${n}`, subject: `many/${n}` }));
  await leaveMessages(
    db,
    waiting.map((one) => ({ ...one, message, dueAt: clock.now() })),
  );
  await workBatch(api, asked.id);
  expect(await batch()).toMatchObject({ state: 'running', total: 3, done: 0 });
  await db.delete(outbox).where(like(outbox.key, 'many/%'));
  await workBatch(api, asked.id);
  expect(await batch()).toMatchObject({ state: 'done', done: 3 });
});

it.each(['{mobile}', '{ name }', 'a { brace'])('a text with %s is refused', async (text) => {
  const bad = { ...mail, text: { zh: text, en: 'text' } };
  expect(await call('/preview', '', { mail: bad })).toMatchObject({
    status: 400,
    body: { fields: [{ path: 'body.mail.text.zh', code: 'bad_placeholder' }] },
  });
});
