import type { Sql } from 'postgres';
import { NARROW_RIGHTS } from './application-rights.ts';

/** The role of DATABASE_URL cannot be the application's; the message says what to do. */
export class GrantError extends Error {
  override readonly name = 'GrantError';
}

/**
 * The tables of the application, each with what its triggers of `refuse_change` refuse to everybody. The numbers are
 * the bits of `pg_trigger.tgtype`.
 */
export const TABLES_AND_REFUSALS = `
  select c.oid, c.relname as name, c.relowner as owner,
    coalesce(bit_or(t.tgtype::int), 0) & 8 > 0 as keeps_rows,
    coalesce(bit_or(t.tgtype::int), 0) & 16 > 0 as keeps_values
  from pg_class c
  left join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
    and t.tgfoid = to_regprocedure('refuse_change()')
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  group by c.oid`;

/**
 * Grants a role what the application needs, and takes away everything else. What a table's triggers refuse is not
 * granted either, so that nobody who has the application's password can change what is written for good: append-only
 * tables can be read and added to. Where money, rights and seats are, it gets what it uses (`NARROW_RIGHTS`). Repeating
 * it changes nothing.
 */
export async function grantApplication(sql: Sql, role: string): Promise<void> {
  const [found] = await sql`
    select rolsuper as super, rolname = current_user as owner from pg_roles where rolname = ${role}`;
  if (!found) {
    throw new GrantError(
      `DATABASE_URL: its role does not exist; create it first: create role "${role}" login password '...'`,
    );
  }
  if (found.super || found.owner) {
    throw new GrantError(
      'DATABASE_URL: must name a role of its own for the application, neither the owner of MIGRATION_DATABASE_URL nor a superuser',
    );
  }
  await sql.begin(async (tx) => {
    const name = tx(role);
    await tx`revoke create on schema public from public`;
    // A temporary table could stand in for one that a trigger looks at.
    const [{ database } = { database: '' }] = await tx`select current_database() as database`;
    await tx`revoke temporary on database ${tx(database)} from public, ${name}`;
    await tx`revoke all on all tables in schema public from public, ${name}`;
    await tx`revoke all on schema public from ${name}`;
    await tx`grant usage on schema public to ${name}`;
    for (const table of await tx.unsafe(TABLES_AND_REFUSALS)) {
      const narrow = NARROW_RIGHTS[table.name];
      const rights = ['select'];
      if (narrow?.insert ?? true) rights.push('insert');
      if (narrow) rights.push(...narrow.update.map((column) => `update (${column})`));
      else if (!table.keeps_values) rights.push('update');
      if (narrow?.delete ?? !table.keeps_rows) rights.push('delete');
      await tx`grant ${tx.unsafe(rights.join(', '))} on ${tx(table.name)} to ${name}`;
    }
  });
}
