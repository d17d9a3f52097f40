import { expect, it } from 'vitest';
import { row, select } from '../domain/registration/commands.ts';
import { onDatabase } from '../support/sql.ts';
import { startFixture } from './fixture.ts';

const fixture = await startFixture();

const TABLES = ['registration_events', 'seat_ledger', 'audit_log', 'agreement_acceptances'];
const ATTEMPTS = TABLES.flatMap((table) => [
  [table, `delete from ${table}`],
  [table, `truncate ${table}`],
  [table, `truncate ${table} cascade`],
]);

it.each(ATTEMPTS)('%s cannot be changed by the application: %s', async (table, statement) => {
  await expect(onDatabase(fixture.url, (sql) => sql.unsafe(statement))).rejects.toThrow(
    `${table} is append-only`,
  );
});

it('what was written stays as it was', async () => {
  const place = await fixture.place();
  const { id } = await fixture.mint.offering(place.examSessionId, place.campus.code, '1');
  const somebody = await fixture.registered(place);
  await somebody.ask(select([row('1', { offeringId: id })]));
  await onDatabase(fixture.url, async (sql) => {
    const before = await sql`select * from registration_events order by version, position`;
    expect(before).toHaveLength(2);
    await expect(sql`update registration_events set actor = 'nobody'`).rejects.toThrow('append-only');
    await expect(sql`update seat_ledger set to_state = 'free'`).rejects.toThrow('append-only');
    expect(await sql`select * from registration_events order by version, position`).toEqual(before);
  });
});
