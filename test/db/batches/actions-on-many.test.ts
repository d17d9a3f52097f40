import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createBulk } from '../../../db/batches/create-bulk.ts';
import { readBatch } from '../../../db/batches/read-batch.ts';
import { stageRows } from '../../../db/batches/stage-rows.ts';
import { batchRows } from '../../../db/schema/index.ts';
import type { Scope } from '../../../domain/scopes.ts';
import type { StaffRole } from '../../../domain/staff/permissions.ts';
import { isoInstant } from '../../../domain/time.ts';
import { createTestApi } from '../../api/test-api.ts';
import { onDatabase } from '../../support/sql.ts';
import { mintUnpaidRegistration } from '../../support/unpaid-registration.ts';
import { workBatch } from '../../support/work-batch.ts';

const api = await createTestApi();
const { mint, db, vault, clock } = api;
const asApplication = (statement: string) => onDatabase(api.databaseUrl, (sql) => sql.unsafe(statement));
const { id: examSessionId } = await mint.examSession();
const campus = await mint.campus();
const { id: offeringId } = await mint.offering(examSessionId, campus.code, '1');
for (let n = 0; n < 3; n++) {
  const candidate = await mint.candidate({ examSessionId, campus });
  const of = { ...candidate, passportId: (await mint.passport()).id };
  await mintUnpaidRegistration(api, of, { offeringId, subject: '1', at: clock.now() });
}

async function signedIn(role: StaffRole = 'schoolAdmin', scope: string = campus.schoolCode) {
  const { account } = await mint.staff({ role, scope });
  await mint.staffSignIn(account);
  return account;
}
const [asker, second] = [await signedIn(), await signedIn()];

/** Asks for reminders to all who have not paid at the school. */
async function asked(account = asker): Promise<string> {
  const id = randomUUID();
  const about = { kind: 'reminders', examSessionId, scope: campus.schoolCode as Scope, count: 3 } as const;
  const how = { filter: { stage: 'unpaid' }, parameters: {}, command: { commandId: id, requestHash: id } };
  await createBulk(db, vault, { ...about, ...how, id, account }, clock.now());
  return id;
}
/** The same, written down and waiting for a second person, as the rules say now. */
async function submitted(): Promise<string> {
  await asApplication(`insert into staff_rules (submission_lapse_days, second_person_above, version) values (3, 2, 1)
    on conflict (single) do update set second_person_above = 2`);
  const id = await asked();
  await workBatch(api, id);
  expect((await readBatch(db, id))?.state).toBe('submitted');
  return id;
}

it('whom a filter finds is written down once each, however often that was broken off', async () => {
  const whole = await asked();
  await workBatch(api, whole);
  const rowsOf = (id: string) =>
    db.select().from(batchRows).where(eq(batchRows.batchId, id)).orderBy(asc(batchRows.line));
  const [first, ...others] = await rowsOf(whole);
  const id = await asked();
  const row = {
    line: 1,
    outcome: 'new' as const,
    cells: {},
    key: first!.key!,
    schoolCode: campus.schoolCode,
  };
  await stageRows(db, vault, { batchId: id, after: 0, upTo: 1, rows: [row] }, clock.now());
  await workBatch(api, id);
  expect((await rowsOf(id)).map(({ key }) => key)).toEqual([first, ...others].map((one) => one!.key));
});

it('by SQL as the application, an action on many is asked for by who may, and runs as it was written down', async () => {
  for (const account of [await signedIn('reviewer'), await signedIn('schoolAdmin', '99999')])
    await expect(asked(account)).rejects.toMatchObject({
      cause: { message: expect.stringMatching(/may not send/) },
    });
  const { account } = await mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
  await expect(asked(account)).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/nobody is signed in/) },
  });
  const id = await submitted();
  const change = (set: string) => asApplication(`update batches set ${set} where id = '${id}'`);
  for (const attack of [
    () => change("state = 'running'"),
    () => change("state = 'paused'"),
    () => change("state = 'running', total = 1"),
    () => change("filter = '{}'"),
    () => change("scope = '*'"),
    () =>
      asApplication(`insert into batch_rows (batch_id, line, outcome, key) values ('${id}', 9, 'new', 'x')`),
    () => asApplication(`update batch_rows set key = 'x' where batch_id = '${id}'`),
    () => asApplication(`update batch_rows set line = line + 10 where batch_id = '${id}'`),
  ])
    await expect(attack()).rejects.toThrow(/second person|written down|permission denied|row is about stays/);
});

it('by SQL as the application, its approval is decided once, by a second person who may, and kept', async () => {
  const id = await submitted();
  const approve = (by: string, more = '') =>
    asApplication(
      `update batch_approvals set state = 'approved', decided_by = '${by}', decided_at = '${isoInstant(clock.now())}'${more} where id = '${id}'`,
    );
  const elsewhere = await signedIn('schoolAdmin', '99999');
  const reviewer = await signedIn('reviewer');
  const { account: gone } = await mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });
  for (const [by, words] of [
    [asker, /two_people/],
    [elsewhere, /may not decide/],
    [reviewer, /may not decide/],
    [gone, /nobody is signed in/],
  ] as const)
    await expect(approve(by)).rejects.toThrow(words);
  await expect(approve(second, ', count = 1')).rejects.toThrow(/permission denied/);
  await approve(second);
  for (const change of ["state = 'rejected'", 'decided_by = null'])
    await expect(asApplication(`update batch_approvals set ${change} where id = '${id}'`)).rejects.toThrow(
      /once|may not decide/,
    );
  await expect(asApplication(`delete from batch_approvals where id = '${id}'`)).rejects.toThrow(
    /permission denied/,
  );
  await asApplication(`update batches set state = 'running' where id = '${id}'`);
});

it('by SQL as the application, nobody is reminded twice on a day', async () => {
  const [row] = await asApplication('select registration_id, day::text from payment_reminders limit 1');
  const again = `insert into payment_reminders (registration_id, day, batch_id)
    values ('${row!.registration_id}', '${row!.day}', '${randomUUID()}')`;
  await expect(asApplication(again)).rejects.toThrow(/payment_reminders_registration_id_day_pk/);
  await expect(asApplication('delete from payment_reminders')).rejects.toThrow(/permission denied/);
});
