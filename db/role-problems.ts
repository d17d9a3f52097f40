import type { Sql } from 'postgres';
import { NARROW_RIGHTS } from './application-rights.ts';
import { TABLES_AND_REFUSALS } from './grant-application.ts';

const REMEDY =
  'run npm run migrate, which takes its own rights away, and revoke its membership in other roles';

/** The connection's role, and every other that it may become by SET ROLE, whether it has their rights before or not. */
const ROLES = `(select oid, rolname, rolsuper from pg_roles where pg_has_role(oid, 'member'))`;

/** Tells whether one of these roles has a right: the call of a function that asks for it, with the role's name in it. */
const anyRole = (has: string) => `exists (select from ${ROLES} as r where ${has})`;

/**
 * Says why the connection's role must not be the application's: whoever has its password could change what is written
 * for good. One line each, none for a safe role.
 */
export async function roleProblems(sql: Sql): Promise<string[]> {
  const [role] = await sql`
    select rolname as name, rolsuper as super, (
      select string_agg(rolname, ', ' order by rolname) from ${sql.unsafe(ROLES)} as r
      where rolsuper or rolname in ('pg_execute_server_program', 'pg_write_server_files')) as almighty
    from pg_roles where rolname = current_user`;
  if (role?.almighty) {
    const by = role.super ? '' : ` by its membership in ${role.almighty}`;
    return [
      `DATABASE_URL: its role ${role.name} is a superuser${by}; the application needs a role of its own, with the rights of npm run migrate`,
    ];
  }
  const [owned] = await sql`
    select string_agg(what, ', ') as what from (
      select 'table ' || name as what from (${sql.unsafe(TABLES_AND_REFUSALS)}) tables
        where (keeps_rows or keeps_values) and pg_has_role(owner, 'member')
      union all select 'schema public' from pg_namespace
        where nspname = 'public' and pg_has_role(nspowner, 'member')
      union all select 'database ' || datname from pg_database
        where datname = current_database() and pg_has_role(datdba, 'member')) owned`;
  if (owned?.what) {
    return [
      `DATABASE_URL: its role ${role?.name} owns the audit tables or what they are in (${owned.what}); the application needs a role of its own, with the rights of npm run migrate`,
    ];
  }
  const [made] = await sql`
    select string_agg(what, ' and ') as what from (
      select 'temporary tables' as what
        where ${sql.unsafe(anyRole("has_database_privilege(r.oid, current_database(), 'temporary')"))}
      union all select 'tables and functions in the schema public'
        where ${sql.unsafe(anyRole("has_schema_privilege(r.oid, 'public', 'create')"))}) made`;
  if (made?.what) {
    return [
      `DATABASE_URL: its role ${role?.name} may make ${made.what}, which could stand in for ours; ${REMEDY}`,
    ];
  }
  const [changed] = await sql`
    select string_agg(name, ', ') as names from (${sql.unsafe(TABLES_AND_REFUSALS)}) tables
    where ${sql.unsafe(
      anyRole(`keeps_rows and has_table_privilege(r.oid, tables.oid, 'delete, truncate, trigger')
        or keeps_values and (has_table_privilege(r.oid, tables.oid, 'truncate, trigger')
          or has_any_column_privilege(r.oid, tables.oid, 'update'))`),
    )}`;
  if (changed?.names) {
    return [
      `DATABASE_URL: its role ${role?.name} may change append-only tables (${changed.names}); ${REMEDY}`,
    ];
  }
  const [wide] = await sql`
    select string_agg(name, ', ' order by name) as names from (
      select key as name, value as rights, to_regclass(quote_ident(key)) as oid
        from jsonb_each(${sql.json(NARROW_RIGHTS as never)})) narrow
    where oid is not null and ${sql.unsafe(
      anyRole(`has_table_privilege(r.oid, narrow.oid, 'truncate, trigger')
        or not (rights ->> 'insert')::boolean and has_any_column_privilege(r.oid, narrow.oid, 'insert')
        or not (rights ->> 'delete')::boolean and has_table_privilege(r.oid, narrow.oid, 'delete')
        or exists (select from pg_attribute where attrelid = narrow.oid and attnum > 0 and not attisdropped
          and not rights -> 'update' ? attname and has_column_privilege(r.oid, narrow.oid, attnum, 'update'))`),
    )}`;
  if (wide?.names) {
    return [
      `DATABASE_URL: its role ${role?.name} may change more than the application does where money, rights and seats are (${wide.names}); ${REMEDY}`,
    ];
  }
  return [];
}
