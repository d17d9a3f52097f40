import type { Sql } from 'postgres';
import { NARROW_RIGHTS } from './application-rights.ts';
import { TABLES_AND_REFUSALS } from './grant-application.ts';
import { brokenTriggers, missingTriggers, replicaSettings } from './guards-off.ts';

/** Things that are named in one line; whatever else there is, is counted. */
const MOST_NAMED = 10;

const REMEDY = 'run npm run migrate, which takes that away where its owner may; a superuser does the rest';

/** The name and the attributes of the role that is asked about. */
interface Role {
  name: string;
  is_super: boolean;
  attributes: string[];
  /** The roles whose member it is, whether it has their rights before `set role` or not. */
  member_of: string[];
}

/**
 * Says why a role must not be the application's: whoever has its password could change what is written for good, or take
 * away what guards money, rights and two people. One line each, none for a safe role.
 * @param role its name; that of the connection when not given
 */
export async function roleProblems(sql: Sql, role?: string): Promise<string[]> {
  const [found] = await sql<Role[]>`
    select rolname as name, rolsuper as is_super,
      array_remove(array[case when rolcreaterole then 'createrole' end, case when rolcreatedb then 'createdb' end,
        case when rolreplication then 'replication' end, case when rolbypassrls then 'bypassrls' end], null) as attributes,
      array(select distinct g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
        where m.member = r.oid order by 1) as member_of
    from pg_roles r where rolname = coalesce(${role ?? null}, current_user)`;
  if (!found) return [];
  const who = `DATABASE_URL: its role ${found.name}`;
  if (found.is_super) {
    return [
      `${who} is a superuser; the application needs a role of its own, with the rights of npm run migrate`,
    ];
  }
  const become = [
    ...(found.member_of.length > 0
      ? [
          `${who} is a member of ${found.member_of.join(', ')}, and may do what they may; the application's is a member of none: revoke ${found.member_of.join(', ')} from ${found.name}`,
        ]
      : []),
    ...(found.attributes.length > 0
      ? [
          `${who} has ${found.attributes.join(', ')}; take it away: alter role ${found.name} ${found.attributes.map((attribute) => `no${attribute}`).join(' ')}`,
        ]
      : []),
  ];
  const guards = await guardProblems(sql, found.name, who);
  // A member has the rights of others: what it owns and may do itself shows once it is none.
  if (become.length > 0) return [...become, ...guards];
  return [
    ...(await ownedProblems(sql, found.name, who)),
    ...(await rightProblems(sql, found.name, who)),
    ...guards,
  ];
}

/** Tells of everything that the role owns here, of whatever kind: an owner drops it, changes it and grants it. */
async function ownedProblems(sql: Sql, role: string, who: string): Promise<string[]> {
  const owned = await sql<{ what: string }[]>`
    select pg_describe_object(classid, objid, objsubid) as what from pg_shdepend
    where refclassid = 'pg_authid'::regclass and refobjid = (select oid from pg_roles where rolname = ${role})
      and deptype = 'o' and (dbid = (select oid from pg_database where datname = current_database())
        or classid = 'pg_database'::regclass and objid = (select oid from pg_database where datname = current_database()))
    order by 1`;
  if (owned.length === 0) return [];
  return [
    `${who} owns what is in the database, and could take its guards away (${listed(owned.map(({ what }) => what))}); look at what it is, and give it to the role of MIGRATION_DATABASE_URL: reassign owned by ${role} to ...`,
  ];
}

/** Tells of rights that the application does not use. What the role owns is told by `ownedProblems`. */
async function rightProblems(sql: Sql, role: string, who: string): Promise<string[]> {
  const problems: string[] = [];
  const made = await sql<{ what: string }[]>`
    select what from (
      select 1 as place, 'temporary tables' as what from pg_database where datname = current_database()
        and pg_get_userbyid(datdba) <> ${role} and has_database_privilege(${role}, oid, 'temporary')
      union all select 2, 'schemas' from pg_database where datname = current_database()
        and pg_get_userbyid(datdba) <> ${role} and has_database_privilege(${role}, oid, 'create')
      union all select 3, 'tables and functions in the schema ' || nspname from pg_namespace
        where pg_get_userbyid(nspowner) <> ${role} and has_schema_privilege(${role}, oid, 'create')
          and not (nspname = 'public' and pg_get_userbyid(nspowner) = 'pg_database_owner'
            and ${role} = (select pg_get_userbyid(datdba) from pg_database where datname = current_database()))) made
    order by place, what`;
  if (made.length > 0)
    problems.push(
      `${who} may make ${made.map(({ what }) => what).join(' and ')}, which could stand in for ours; ${REMEDY}`,
    );
  const changed = await sql<{ name: string }[]>`
    select name from (${sql.unsafe(TABLES_AND_REFUSALS)}) tables
    where pg_get_userbyid(owner) <> ${role}
      and (keeps_rows and has_table_privilege(${role}, tables.oid, 'delete, truncate, trigger')
        or keeps_values and (has_table_privilege(${role}, tables.oid, 'truncate, trigger')
          or has_any_column_privilege(${role}, tables.oid, 'update')))
    order by name`;
  if (changed.length > 0)
    problems.push(
      `${who} may change append-only tables (${listed(changed.map(({ name }) => name))}); ${REMEDY}`,
    );
  const wide = await sql<{ name: string }[]>`
    select name from (
      select key as name, value as rights, to_regclass('public.' || quote_ident(key)) as oid
        from jsonb_each(${JSON.stringify(NARROW_RIGHTS)}::text::jsonb)) narrow
    where oid is not null and (select pg_get_userbyid(relowner) from pg_class c where c.oid = narrow.oid) <> ${role}
      and (not (rights ->> 'insert')::boolean and has_any_column_privilege(${role}, narrow.oid, 'insert')
        or not (rights ->> 'delete')::boolean and has_table_privilege(${role}, narrow.oid, 'delete')
        or exists (select from pg_attribute where attrelid = narrow.oid and attnum > 0 and not attisdropped
          and not rights -> 'update' ? attname and has_column_privilege(${role}, narrow.oid, attnum, 'update')))
    order by name`;
  if (wide.length > 0)
    problems.push(
      `${who} may change more than the application does where money, rights and seats are (${listed(wide.map(({ name }) => name))}); ${REMEDY}`,
    );
  // `maintain` is a right from PostgreSQL 17 on, and no word of has_table_privilege before.
  const around = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and pg_get_userbyid(c.relowner) <> ${role}
      and (has_table_privilege(${role}, c.oid, 'truncate, trigger') or has_any_column_privilege(${role}, c.oid, 'references')
        or exists (select from aclexplode(c.relacl) where privilege_type = 'MAINTAIN'
          and (grantee = 0 or pg_get_userbyid(grantee) = ${role})))
    order by 1`;
  const others = around.map(({ name }) => name).filter((name) => !changed.some((one) => one.name === name));
  if (others.length > 0)
    problems.push(
      `${who} may empty, lock or put triggers and references on tables (${listed(others)}), which the application never does; ${REMEDY}`,
    );
  return problems;
}

/** Tells of what guards the tables and is off, or may be switched off by the role. */
async function guardProblems(sql: Sql, role: string, who: string): Promise<string[]> {
  const problems: string[] = [];
  const parameters = await sql<{ name: string }[]>`
    select parname as name from pg_parameter_acl
    where has_parameter_privilege(${role}, parname, 'set, alter system') order by 1`;
  if (parameters.length > 0)
    problems.push(
      `${who} may set ${listed(parameters.map(({ name }) => name))}, by which guards of the tables could be switched off; revoke it as a superuser: revoke all on parameter ${parameters.map(({ name }) => name).join(', ')} from ${role}, public`,
    );
  const replica = await replicaSettings(sql, role);
  const [{ now } = { now: 'origin' }] = await sql<
    { now: string }[]
  >`select current_setting('session_replication_role') as now`;
  if (replica.length > 0 || now !== 'origin')
    problems.push(
      `DATABASE_URL: session_replication_role is set ${replica.length > 0 ? `for ${replica.map(({ whose }) => whose).join(', ')}` : 'on the server'}, so that triggers that guard the tables do not run; take it away as a superuser: ${replica.length > 0 ? replica.map(({ reset }) => reset).join('; ') : 'alter system reset session_replication_role, and reload'}`,
    );
  const broken = await brokenTriggers(sql);
  if (broken.length > 0)
    problems.push(
      `DATABASE_URL: triggers that guard the tables are disabled (${listed(broken.map(({ name, table }) => `${name} on ${table}`))}); ${REMEDY}`,
    );
  const missing = await missingTriggers(sql);
  if (missing.length > 0) problems.push(`DATABASE_URL: ${missingWords(missing)}`);
  return problems;
}

/** Says which guards are gone, and what brings them back. */
export function missingWords(missing: readonly { name: string; table: string }[]): string {
  return `triggers that guard the tables are missing (${listed(missing.map(({ name, table }) => `${name} on ${table}`))}); make them again as the owner, as db/migrations does, or restore a backup with its triggers`;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
