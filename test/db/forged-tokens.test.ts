import { createHash } from 'node:crypto';
import { expect, describe, it } from 'vitest';
import { newToken } from '../../db/tokens.ts';
import { type Actor, candidateActor, staffActor } from '../../domain/actor.ts';
import { isoInstant, MINUTE_MS } from '../../domain/time.ts';
import { createTestApi } from '../api/test-api.ts';
import { onDatabase } from '../support/sql.ts';

const api = await createTestApi();
const asApplication = (statement: string) => onDatabase(api.databaseUrl, (sql) => sql.unsafe(statement));
const later = isoInstant(api.clock.now() + 10 * MINUTE_MS);
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');
const firstPart = (token: string) => token.split('.')[0] ?? '';

/** The two kinds of people who sign in. */
const KINDS = {
  candidate: {
    me: '/api/me',
    links: '/api/sign-in-links',
    table: 'sessions',
    column: 'passport_id',
    async account() {
      const { id } = await api.mint.passport();
      return { id, holder: candidateActor(id), signIn: () => api.mint.signIn(id) };
    },
  },
  staff: {
    me: '/api/staff/me',
    links: '/api/staff/sign-in-links',
    table: 'staff_sessions',
    column: 'account',
    async account() {
      const { account: id } = await api.mint.staff();
      return { id, holder: staffActor(id), signIn: () => api.mint.staffSignIn(id) };
    },
  },
} as const;

async function addLink(tokenHash: string, holder: Actor): Promise<void> {
  await asApplication(`insert into sign_in_links (token_hash, holder, email_index, created_at, expires_at)
    select '${tokenHash}', '${holder}', email_index, now(), '${later}'
    from (select email_index from passports where 'passport/' || id = '${holder}'
      union all select email_index from staff_accounts where 'staff/' || account = '${holder}') as known`);
}

describe.each(['candidate', 'staff'] as const)('rows written as the application sign in no %s', (kind) => {
  const { me, links, table, column, account } = KINDS[kind];
  const statusOf = async (token: string) => (await api.get(me, { [kind]: token, page: 'none' })).status;
  const linkStatus = async (token: string) => (await api.get(`${links}/${token}`)).status;

  it.each([
    ['the hash of a token', sha256],
    ['the token itself', (token: string) => token],
  ])('by a sign-in with %s', async (_what, hash) => {
    const { id } = await account();
    const token = newToken();
    for (const shown of [token, `${token}.${sha256(token)}`])
      await asApplication(`insert into ${table} (token_hash, ${column}, created_at, last_used_at, expires_at)
        values ('${hash(shown)}', '${id}', now(), now(), '${later}') on conflict do nothing`);
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf(`${token}.${sha256(token)}`)).toBe(401);
  });

  it('by a sign-in of one’s own that is moved to somebody else, whoever moves it', async () => {
    const [own, other] = [await account(), await account()];
    const token = await own.signIn();
    expect(await statusOf(token)).toBe(200);
    const move = `update ${table} set ${column} = '${other.id}' where ${column} = '${own.id}'`;
    await expect(asApplication(move)).rejects.toThrow('permission denied');
    await onDatabase(api.ownerUrl, (sql) => sql.unsafe(move));
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf(firstPart(token))).toBe(401);
  });

  it('by a mailed link that is made up, or moved to somebody else', async () => {
    const [own, other] = [await account(), await account()];
    const token = newToken();
    await addLink(sha256(token), other.holder);
    expect(await linkStatus(token)).toBe(404);

    // A token that is known, and bound to its own holder.
    const known = await own.signIn();
    await asApplication(`insert into sign_in_links (token_hash, holder, email_index, created_at, expires_at)
      select token_hash, '${other.holder}', '-', now(), '${later}' from ${table} where ${column} = '${own.id}'`);
    expect(await linkStatus(known)).toBe(404);
  });
});

it('rows written as the application neither verify an email nor set a password', async () => {
  const { id } = await api.mint.passport({ verified: false });
  const token = newToken();
  for (const links of ['email_verifications', 'password_resets'])
    await asApplication(`insert into ${links} (token_hash, passport_id, email_index, created_at, expires_at)
      select '${sha256(token)}', id, email_index, now(), '${later}' from passports where id = '${id}'`);
  expect((await api.get(`/api/passports/email-verifications/${token}`)).status).toBe(404);
  expect((await api.get(`/api/password-resets/${token}`)).status).toBe(404);
});
