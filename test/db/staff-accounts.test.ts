import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { COMMAND_LINE_ACCOUNT } from '../../domain/actor.ts';
import { isAccountName } from '../../domain/staff/account-name.ts';
import { keepsAccount, type RoleInScope, scopeFits } from '../../domain/staff/account-levels.ts';
import { STAFF_ROLES } from '../../domain/staff/permissions.ts';
import { onDatabase } from '../support/sql.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { url, ownerUrl } = await createTestDatabase();
const SCOPES = ['*', '99', '99101', '98', '98101', '99101/文学院'] as const;
const NOT_ABOVE = 'this account may not change the other';

async function minted({ role, scope }: RoleInScope, disabled = false): Promise<string> {
  const account = `${role}-${randomUUID().slice(0, 8)}`;
  await onDatabase(
    ownerUrl,
    (sql) => sql`insert into staff_accounts (account, role, scope, password_hash, disabled)
      values (${account}, ${role}, ${scope}, '-', ${disabled})`,
  );
  return account;
}

/** Writes a change as the application does. */
const asApplication = (change: Record<string, unknown>) =>
  onDatabase(
    url,
    (sql) =>
      sql`insert into staff_account_changes ${sql({ changed_at: '2026-11-01', ...change } as never)} returning *`,
  );

it('the database lets the same people keep accounts as the rules do', async () => {
  const everybody = STAFF_ROLES.flatMap((role) => SCOPES.map((scope) => ({ role, scope })));
  const pairs = everybody.filter(scopeFits).flatMap((keeper) => everybody.map((kept) => ({ keeper, kept })));
  const answers = await onDatabase(
    ownerUrl,
    (sql) => sql`
    select keeps_staff_account(row('-', keeper ->> 'role', keeper ->> 'scope', '-', null, null, false, true, false, 1, null)::staff_accounts,
      kept ->> 'role', kept ->> 'scope') as keeps
    from jsonb_to_recordset(${sql.json(pairs as never)}) as pair (keeper jsonb, kept jsonb)`,
  );
  expect(answers.map(({ keeps }) => keeps)).toEqual(
    pairs.map(({ keeper, kept }) => keepsAccount(keeper, kept)),
  );
  expect(pairs.some(({ keeper, kept }) => keepsAccount(keeper, kept))).toBe(true);
});

it('no account has the name under which an unnamed operator acts', async () => {
  const centre = await minted({ role: 'centreAdmin', scope: '*' });
  const named = { kind: 'created', account: COMMAND_LINE_ACCOUNT, changed_by: centre };
  const school = { role: 'schoolAdmin', scope: '99101', second_factor_required: true, password_hash: '-' };
  await expect(asApplication({ ...named, ...school })).rejects.toThrow('staff_accounts_name');
  expect(isAccountName(COMMAND_LINE_ACCOUNT)).toBe(false);
});

it('accounts change by rows that name who may, and by nothing else', async () => {
  const admin = await minted({ role: 'schoolAdmin', scope: '99101' });
  const gone = await minted({ role: 'schoolAdmin', scope: '99101' }, true);
  const peer = await minted({ role: 'schoolAdmin', scope: '99101' });
  const reviewer = { role: 'reviewer', scope: '99101', second_factor_required: false, password_hash: '-' };
  const refused = [
    { ...reviewer, kind: 'created', account: randomUUID(), changed_by: gone },
    { ...reviewer, kind: 'created', account: randomUUID(), changed_by: admin, scope: '99102' },
    { ...reviewer, kind: 'created', account: randomUUID(), changed_by: admin, role: 'schoolAdmin' },
    { kind: 'disabled', account: peer, changed_by: admin },
    { kind: 'enabled', account: gone, changed_by: admin },
    { kind: 'passwordReset', account: peer, changed_by: admin, password_hash: 'mine' },
    { kind: 'passwordChanged', account: peer, changed_by: admin, password_hash: 'mine' },
    { kind: 'emailVerified', account: peer, changed_by: admin, email_index: 'mine' },
    { kind: 'disabled', account: 'nobody', changed_by: admin },
  ];
  for (const change of refused) await expect(asApplication(change)).rejects.toThrow(NOT_ABOVE);
  await expect(
    asApplication({ ...reviewer, kind: 'created', account: randomUUID(), changed_by: 'nobody' }),
  ).rejects.toThrow(NOT_ABOVE);

  const account = randomUUID();
  const [row] = await asApplication({ ...reviewer, kind: 'created', account, changed_by: admin });
  expect(row).toMatchObject({ kind: 'created', password_hash: null });
  const raised = { ...reviewer, kind: 'changed', account, changed_by: admin, role: 'schoolAdmin' };
  await expect(asApplication(raised)).rejects.toThrow(NOT_ABOVE);
  await expect(onDatabase(url, (sql) => sql`delete from staff_account_changes`)).rejects.toThrow(
    'permission denied',
  );
  await expect(onDatabase(ownerUrl, (sql) => sql`delete from staff_account_changes`)).rejects.toThrow(
    'append-only',
  );
});

it('no role but the reviewer and the clerk is made without a second factor', async () => {
  const centre = await minted({ role: 'centreAdmin', scope: '*' });
  const change = {
    kind: 'created',
    account: randomUUID(),
    changed_by: centre,
    scope: '*',
    role: 'finance',
    second_factor_required: false,
    password_hash: '-',
  };
  await expect(asApplication(change)).rejects.toThrow('signs in with a second factor');
});

it('an address that its owner has proved is not moved by those who keep the account', async () => {
  const admin = await minted({ role: 'schoolAdmin', scope: '99101' });
  const account = randomUUID();
  const facts = { account, role: 'reviewer', scope: '99101', second_factor_required: false };
  const by = { changed_by: admin, password_hash: '-' };
  await asApplication({ ...facts, ...by, kind: 'created', sealed_email: 'one', email_index: 'one' });
  const moved = (to: string) =>
    asApplication({ ...facts, kind: 'changed', changed_by: admin, sealed_email: to, email_index: to });
  await moved('two');
  const [row] = await asApplication({
    kind: 'emailVerified',
    account,
    changed_by: account,
    sealed_email: 'three',
    email_index: 'three',
  });
  expect(row).toMatchObject({ sealed_email: null, email_index: null });
  await expect(moved('four')).rejects.toThrow('changed by its owner');
  await moved('three');
});
