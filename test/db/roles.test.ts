import { expect, describe, it } from 'vitest';
import { connectDatabase } from '../../db/connect.ts';
import { grantApplication } from '../../db/grant-application.ts';
import { migrate, roleOf } from '../../db/migrate.ts';
import { roleProblems } from '../../db/role-problems.ts';
import { onDatabase } from '../support/sql.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { url, ownerUrl } = await createTestDatabase();
const asApplication = (statement: string) => onDatabase(url, (sql) => sql.unsafe(statement));
const asOwner = (statement: string) => onDatabase(ownerUrl, (sql) => sql.unsafe(statement));

/** Tables that are written once, each with a column that somebody might like to change. */
const APPEND_ONLY = [
  ['audit_log', 'actor'],
  ['registration_events', 'actor'],
  ['review_events', 'actor'],
  ['seat_ledger', 'to_state'],
  ['agreement_acceptances', 'pledge_version'],
  ['payload_keys', 'id'],
] as const;

const REFUSED = /^(permission denied|must be owner|must be able to SET ROLE)/;

async function expectRefused(attacks: string[]): Promise<void> {
  await onDatabase(url, async (sql) => {
    for (const attack of attacks) await expect(sql.unsafe(attack)).rejects.toThrow(REFUSED);
  });
}

describe('as the role of the application', () => {
  it.each(APPEND_ONLY)('%s can neither be changed nor stripped of its triggers', async (table, column) => {
    await expectRefused([
      `delete from ${table}`,
      `update ${table} set ${column} = 'other'`,
      `truncate ${table}`,
      `truncate ${table} cascade`,
      `drop table ${table}`,
      `drop trigger ${table}_append_only on ${table}`,
      `alter table ${table} disable trigger all`,
      `alter table ${table} disable trigger user`,
      `alter table ${table} owner to current_user`,
      `create trigger another before insert on ${table} for each row execute function refuse_change()`,
      `create rule another as on insert to ${table} do instead nothing`,
    ]);
  });

  it('what guards the tables can neither be replaced nor gone around', async () => {
    await expectRefused([
      'drop function refuse_change() cascade',
      "create or replace function refuse_change() returns trigger language sql as 'select 1'",
      'set session_replication_role = replica',
      'drop schema public cascade',
      'create table public.audit_log_copy (id int)',
      'create temporary table settings_versions (id int)',
      `set role ${roleOf(ownerUrl)}`,
    ]);
  });

  it('where money, rights and seats are, nothing is done but what the application does', async () => {
    await expectRefused([
      "insert into staff_accounts (account, role, scope, password_hash) values ('mine', 'centreAdmin', '*', '-')",
      "update staff_accounts set role = 'centreAdmin', scope = '*'",
      'update staff_accounts set disabled = false',
      "update staff_accounts set password_hash = '-'",
      "update staff_accounts set email_index = '-'",
      'delete from staff_accounts',
      'update seat_pools set capacity = capacity - 1, free = free - 1',
      'update seat_pools set offering_id = -offering_id',
      'delete from seat_pools',
      "update offerings set campus_code = 'other'",
      "update offerings set exam_session_id = 'other'",
      "update offerings set subject_code = 'other'",
      "update campuses set school_code = 'other'",
      "update schools set province_code = 'other'",
      "update candidates set school_code = 'other'",
      "update candidates set exam_session_id = 'other'",
      'delete from candidates',
      "update batches set scope = '*'",
      "update batches set kind = 'scores'",
      "update batches set started_by = 'staff/command-line'",
      'delete from batches',
      "update exports set account = 'other'",
      "update exports set scope = '*'",
      "update exports set list = 'photos'",
      "update exports set expires_at = '2099-01-01'",
      'delete from registrations',
      "update registrations set exam_session_id = 'other'",
      "update capacity_changes set capacity = 0, submitted_by = 'other'",
      'update rebinds set new_passport_id = old_passport_id',
      'update orders set amount_fen = 1',
      'delete from orders',
      "update gateway_notices set order_no = 'other'",
      "update gateway_notices set trade_no = 'other'",
      'delete from gateway_notices',
      'update refunds set amount_fen = 1',
      'delete from refunds',
      "update payment_exceptions set kind = 'late'",
      'delete from payment_exceptions',
      'update room_seats set seat = 1',
      'delete from room_seats',
      'update arrangements set seed = $$other$$',
      'update security_events set count = count + 1',
      'delete from person_keys',
      'update settings_versions set version = 0',
      "insert into index_key (key_id) values ('other')",
      "update index_key set leaving_key_id = 'other'",
    ]);
  });

  it('a trigger means the tables of this schema, whatever its caller has made', async () => {
    const pathless = await asOwner(`
      select proname from pg_proc where pronamespace = 'public'::regnamespace and prorettype = 'trigger'::regtype
        and not coalesce(proconfig, '{}') @> array['search_path=pg_catalog, public, pg_temp']`);
    expect([...pathless]).toEqual([]);
  });

  it('every state is one that the platform knows', async () => {
    const unchecked = await asOwner(`
      select attrelid::regclass::text || '.' || attname as state from pg_attribute a join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace and relkind = 'r' and atttypid = 'text'::regtype
        and (attname in ('state', 'from_state', 'to_state', 'stage', 'hold')) and not exists (
          select from pg_constraint where conrelid = attrelid and contype = 'c' and conkey = array[attnum]
            or conrelid = attrelid and contype = 'c' and conname = 'seat_ledger_states' and attnum = any (conkey))`);
    expect([...unchecked]).toEqual([]);
  });

  it('whoever of staff did something has an account', async () => {
    const anyText = await asOwner(`
      select attrelid::regclass::text || '.' || attname as column from pg_attribute a join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace and relkind = 'r' and atttypid = 'text'::regtype and attname like '%\\_by'
        and not exists (select from pg_constraint where conrelid = attrelid and contype = 'f' and conkey = array[attnum]
          and confrelid = 'staff_accounts'::regclass)
      order by 1`);
    // Actors: the account in them is a generated column of its own.
    expect(anyText.map(({ column }) => column)).toEqual(['batches.started_by', 'reviews.decided_by']);
    const generated = await asOwner(`
      select conrelid::regclass::text as table from pg_constraint join pg_attribute on attrelid = conrelid and array[attnum] = conkey
      where contype = 'f' and confrelid = 'staff_accounts'::regclass and attgenerated = 's' order by 1`);
    expect(generated.map(({ table }) => table)).toEqual(['batches', 'reviews']);
  });

  it('audit rows can be written and read', async () => {
    await asApplication(`insert into audit_log (actor, action, target, details, happened_at)
      values ('timer', 'emailVerified', 'passport/1', '{}', '2026-11-01')`);
    expect(await asApplication('select actor, target from audit_log')).toEqual([
      { actor: 'timer', target: 'passport/1' },
    ]);
  });

  it('everything else can be changed', async () => {
    const closed = await asOwner(`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and not (has_table_privilege('${roleOf(url)}', oid, 'select') and has_table_privilege('${roleOf(url)}', oid, 'insert'))
      order by relname`);
    expect(closed.map(({ relname }) => relname)).toEqual([
      'counter_deltas',
      'guards',
      'index_key',
      'settings_changes',
      'settings_versions',
      'staff_accounts',
    ]);
    await asApplication("insert into provinces values ('98', '省', 'province')");
    await asApplication("update provinces set name_en = 'other' where code = '98'");
    await asApplication("delete from provinces where code = '98'");
  });
});

it.each(APPEND_ONLY)('even the owner changes %s only after an act of its own', async (table) => {
  await expect(asOwner(`delete from ${table}`)).rejects.toThrow(`${table} is append-only`);
  await expect(asOwner(`truncate ${table} cascade`)).rejects.toThrow('is append-only');
});

describe('at start-up', () => {
  const problemsOf = (address: string) => onDatabase(address, roleProblems);
  const name = new URL(url).pathname.slice(1);

  /** Makes a role, gives it rights, and asks whether the application might connect as it. */
  async function problemsWith(rights: (role: string) => string): Promise<string[]> {
    const role = `role_${crypto.randomUUID().slice(0, 8)}`;
    await asOwner(`create role ${role} login password 'secret'`);
    await onDatabase(ownerUrl, (sql) => grantApplication(sql, role));
    await asOwner(rights(role));
    try {
      return await problemsOf(Object.assign(new URL(url), { username: role, password: 'secret' }).href);
    } finally {
      await asOwner(`reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`);
    }
  }

  it('the role of the application is accepted', async () => {
    expect(await problemsOf(url)).toEqual([]);
    expect(await problemsWith(() => 'select 1')).toEqual([]);
  });

  it('a superuser is refused', async () => {
    expect(await problemsOf(ownerUrl)).toEqual([
      'DATABASE_URL: its role cet is a superuser; the application needs a role of its own, with the rights of npm run migrate',
    ]);
  });

  it.each<[string, (role: string) => string, string]>([
    ['an owner of the audit log', (role) => `alter table audit_log owner to ${role}`, 'table audit_log'],
    ['an owner of the schema', (role) => `alter schema public owner to ${role}`, 'schema public'],
    ['an owner of the database', (role) => `alter database ${name} owner to ${role}`, `database ${name}`],
    [
      'a role that may change the audit log',
      (role) => `grant update on audit_log to ${role}`,
      'may change append-only tables (audit_log)',
    ],
    [
      'a role that may change a column of it',
      (role) => `grant update (actor) on audit_log to ${role}`,
      'may change append-only tables (audit_log)',
    ],
    ...(
      [
        'pg_write_all_data',
        'pg_read_all_data',
        'pg_execute_server_program',
        'pg_write_server_files',
        'pg_read_server_files',
        'pg_monitor',
        roleOf(ownerUrl),
      ] as const
    ).map((other): [string, (role: string) => string, string] => [
      `a member of ${other}`,
      (role) => `grant ${other} to ${role}`,
      `is a member of ${other}`,
    ]),
    ...(['createrole', 'createdb', 'replication', 'bypassrls'] as const).map(
      (attribute): [string, (role: string) => string, string] => [
        `a role with ${attribute}`,
        (role) => `alter role ${role} ${attribute}`,
        `has ${attribute}; take it away: alter role`,
      ],
    ),
    [
      'an owner of a guard',
      (role) => `alter function guard_account() owner to ${role}`,
      'function guard_account()',
    ],
    ['an owner of any table', (role) => `alter table provinces owner to ${role}`, 'table provinces'],
    [
      'an owner of a schema of its own name',
      (role) => `create schema ${role} authorization ${role}`,
      'owns what is in the database, and could take its guards away (schema role_',
    ],
    [
      'a role that may make schemas',
      (role) => `grant create on database ${name} to ${role}`,
      'may make schemas',
    ],
    [
      'a role that may switch triggers off',
      (role) => `grant set on parameter session_replication_role to ${role}`,
      'may set session_replication_role',
    ],
    [
      'a role for which triggers are off',
      (role) => `alter role ${role} set session_replication_role = replica`,
      'session_replication_role is set for role role_',
    ],
    ...(['truncate', 'trigger', 'references', 'references (code)'] as const).map(
      (right): [string, (role: string) => string, string] => [
        `a role with ${right} on any table`,
        (role) => `grant ${right} on provinces to ${role}`,
        'may empty, lock or put triggers and references on tables (provinces)',
      ],
    ),
    ...(
      [
        ['insert on staff_accounts', 'staff_accounts'],
        ['update (role) on staff_accounts', 'staff_accounts'],
        ['update (capacity) on seat_pools', 'seat_pools'],
        ['update on index_key', 'index_key'],
        ['delete on refunds', 'refunds'],
      ] as const
    ).map(([right, table]): [string, (role: string) => string, string] => [
      `a role with ${right}`,
      (role) => `grant ${right} to ${role}`,
      `may change more than the application does where money, rights and seats are (${table})`,
    ]),
    [
      'a role that may make functions in the schema',
      (role) => `grant create on schema public to ${role}`,
      'may make tables and functions in the schema public',
    ],
    [
      'a role that may make temporary tables',
      (role) => `grant temporary on database ${name} to ${role}`,
      'may make temporary tables',
    ],
  ])('%s is refused in one line', async (_who, rights, words) => {
    const problems = await problemsWith(rights);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
  });

  it('a role that may become another is refused, without its rights as well', async () => {
    const other = `role_${crypto.randomUUID().slice(0, 8)}`;
    await asOwner(`create role ${other}`);
    try {
      const problems = await problemsWith((role) => `grant ${other} to ${role} with inherit false`);
      expect(problems).toEqual([expect.stringContaining(`is a member of ${other}`)]);
    } finally {
      await asOwner(`drop role ${other}`);
    }
  });

  it('a guard that does not run is refused, and runs again after the next migration', async () => {
    await asOwner(`alter table audit_log disable trigger audit_log_append_only;
      alter table seat_pools disable trigger all; alter table rebinds enable replica trigger rebinds_guard`);
    const problems = await problemsOf(url);
    expect(problems).toEqual([expect.stringContaining('triggers that guard the tables are disabled')]);
    expect(problems[0]).toContain('audit_log_append_only on audit_log');
    expect(problems[0]).toContain('rebinds_guard on rebinds');
    await migrate(ownerUrl, roleOf(url));
    expect(await problemsOf(url)).toEqual([]);
  });

  it('a guard that is gone is refused, and the next migration grants nothing in its place', async () => {
    const [{ made } = { made: '' }] = await onDatabase(
      ownerUrl,
      (sql) => sql<{ made: string }[]>`
        select pg_get_triggerdef(oid) as made from pg_trigger where tgname = 'audit_log_append_only'`,
    );
    await asOwner('drop trigger audit_log_append_only on audit_log');
    try {
      const line = expect.stringContaining(
        'triggers that guard the tables are missing (audit_log_append_only on audit_log)',
      );
      expect(await problemsOf(url)).toContainEqual(line);
      await expect(migrate(ownerUrl, roleOf(url))).rejects.toThrow('audit_log_append_only on audit_log');
      await expectRefused(["update audit_log set actor = 'other'"]);
    } finally {
      await asOwner(made);
    }
    expect(await problemsOf(url)).toEqual([]);
  });

  it('every trigger that the migrations made is looked for', async () => {
    const both = await onDatabase(url, async (sql) => [
      await sql`select table_name, name from guards order by 1, 2`,
      await sql`select relname as table_name, tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where relnamespace = 'public'::regnamespace and not tgisinternal order by 1, 2`,
    ]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0]?.length).toBeGreaterThan(60);
  });

  it('a database whose triggers do not run is refused', async () => {
    await asOwner(`alter database ${name} set session_replication_role = replica`);
    try {
      expect(await problemsOf(url)).toEqual([
        expect.stringContaining(`session_replication_role is set for database ${name}`),
      ]);
    } finally {
      await asOwner(`alter database ${name} reset session_replication_role`);
    }
  });

  it('the next migration takes away by what a role could go around the guards', async () => {
    const role = `role_${crypto.randomUUID().slice(0, 8)}`;
    await asOwner(`create role ${role} login password 'secret' createrole createdb replication bypassrls`);
    try {
      await asOwner(`grant pg_write_all_data, pg_read_server_files to ${role};
        grant set on parameter session_replication_role to ${role};
        alter role ${role} set session_replication_role = replica;
        alter role ${role} in database ${name} set session_replication_role = replica;
        grant create, temporary on database ${name} to ${role};
        grant create on schema drizzle to ${role};
        grant all on provinces to ${role}`);
      await migrate(ownerUrl, role);
      expect(
        await problemsOf(Object.assign(new URL(url), { username: role, password: 'secret' }).href),
      ).toEqual([]);
      await asOwner(`alter function guard_account() owner to ${role}`);
      await expect(migrate(ownerUrl, role)).rejects.toThrow(/^DATABASE_URL: .*function guard_account\(\)/);
    } finally {
      await asOwner(`reassign owned by ${role} to current_user; drop owned by ${role}; drop role ${role}`);
    }
  });

  it('what the owner of a migration may not do is said in one line', async () => {
    const deployer = `role_${crypto.randomUUID().slice(0, 8)}`;
    await asOwner(`create role ${deployer} login password 'secret'`);
    try {
      const address = Object.assign(new URL(url), { username: deployer, password: 'secret' }).href;
      await expect(migrate(address, roleOf(url))).rejects.toThrow(
        /^MIGRATION_DATABASE_URL: its role must own .*permission denied/,
      );
    } finally {
      await asOwner(`drop role ${deployer}`);
    }
  });

  it('the names of tables mean ours, whatever the role is set to', async () => {
    const { db, close } = connectDatabase(url, { poolSize: 1 });
    try {
      const [row] = await db.execute("select current_setting('search_path') as path");
      expect(row).toEqual({ path: 'public, pg_temp' });
    } finally {
      await close();
    }
  });

  it('what a role got too much, the next migration takes away', async () => {
    const problems = await problemsWith((role) => `grant update, delete, trigger on audit_log to ${role}`);
    expect(problems).toHaveLength(1);
    await asOwner(`grant delete on audit_log to ${roleOf(url)}`);
    expect(await problemsOf(url)).toHaveLength(1);
    await migrate(ownerUrl, roleOf(url));
    expect(await problemsOf(url)).toEqual([]);
  });

  it('migrations name no owner and nobody unknown as the role of the application', async () => {
    await expect(migrate(ownerUrl, roleOf(ownerUrl))).rejects.toThrow('must name a role of its own');
    await expect(migrate(ownerUrl, 'nobody')).rejects.toThrow('create role "nobody" login');
  });
});
