import type { Sql, TransactionSql } from 'postgres';
import { NARROW_RIGHTS } from './application-rights.ts';
import { brokenTriggers, replicaSettings } from './guards-off.ts';

/** PostgreSQL's code of what a role may not do. */
export const NOT_PERMITTED = '42501';

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
 * it changes nothing. What this owner cannot take away, and what the role owns, is for `roleProblems` to tell.
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
    for (const statement of await takingAway(tx, role)) await tried(tx, statement);
  });
  await sql.begin(async (tx) => {
    const name = tx(role);
    await tx`revoke create on schema public from public`;
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

/** Writes the statements that take away by what a role could go around the guards of the tables. */
async function takingAway(tx: TransactionSql, role: string): Promise<string[]> {
  const rows = await tx<{ statement: string }[]>`
    select format('revoke %I from %I granted by %I cascade', pg_get_userbyid(roleid), ${role}::text, pg_get_userbyid(grantor)) as statement
      from pg_auth_members where pg_get_userbyid(member) = ${role}
    union all select format('alter role %I nocreaterole nocreatedb noreplication nobypassrls', rolname) from pg_roles
      where rolname = ${role} and (rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
    union all select format('revoke all on parameter %s from public, %I', parname, ${role}::text) from pg_parameter_acl
      where has_parameter_privilege(${role}, parname, 'set, alter system')
    -- A temporary table, or one of a schema that comes first, could stand in for one of ours.
    union all select format('revoke create, temporary on database %I from public, %I', current_database(), ${role}::text)
    union all select format('revoke create on schema %I from public, %I', nspname, ${role}::text) from pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    union all select format('revoke all on %s from public, %I', c.oid::regclass, ${role}::text)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'f') and nspname !~ '^pg_' and nspname not in ('information_schema', 'public')`;
  const replica = await replicaSettings(tx, role);
  const broken = await brokenTriggers(tx);
  return [
    ...rows.map(({ statement }) => statement),
    ...replica.map(({ reset }) => reset),
    ...broken.map(({ name, table }) => `alter table public."${table}" enable trigger "${name}"`),
  ];
}

/** Does what this role may do; what it may not stays, and is told afterwards. */
async function tried(tx: TransactionSql, statement: string): Promise<void> {
  try {
    await tx.savepoint((savepoint) => savepoint.unsafe(statement));
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_PERMITTED) throw error;
  }
}
