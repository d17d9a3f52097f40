import { setTimeout as delay } from 'node:timers/promises';
import { verify } from '@node-rs/argon2';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import type { Environment } from '../../config/environment.ts';
import { DEMO_STAFF, demoPassword } from '../demo-accounts.ts';
import { type KeyFit, keyFit } from './index-key.ts';
import { roleProblems } from '../role-problems.ts';
import { type Vault, vaultOf } from '../vault.ts';

const WAIT_MS = 45_000;
const ASK_EVERY_MS = 500;
/** Failures that waiting does not cure: the sign-in is refused, or there is no such database. */
const FINAL = ['28P01', '28000', '3D000'];

/**
 * Says why a process must not start on this database, a line each; none when it may. A database that is not up yet is
 * waited for.
 */
export async function databaseProblems(
  url: string,
  {
    production,
    waitMs = WAIT_MS,
    environment,
  }: {
    production: boolean;
    waitMs?: number;
    /** The keys to try on its data; unset: they are not known. */
    environment?: Environment;
  },
): Promise<string[]> {
  const sql = oneConnection(url);
  try {
    const tries = Math.ceil(waitMs / ASK_EVERY_MS);
    for (let left = tries; ; left -= 1) {
      try {
        return [
          ...(await unsafeDatabase(sql, production)),
          ...(environment ? await keyProblems(sql, vaultOf(environment)) : []),
        ];
      } catch (error) {
        const { code = '' } = error as { code?: string };
        if (FINAL.includes(code)) return [`DATABASE_URL: the database refuses the sign-in (${code})`];
        if (left <= 0) return [`DATABASE_URL: the database does not answer (${code})`];
        await delay(ASK_EVERY_MS);
      }
    }
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Says why a command must not work on this database, a line each. It is not waited for.
 * @throws the driver's error when the database cannot be asked
 */
export async function commandProblems(url: string, production: boolean): Promise<string[]> {
  const sql = oneConnection(url);
  try {
    return await unsafeDatabase(sql, production);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function oneConnection(url: string): Sql {
  return postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 });
}

async function unsafeDatabase(sql: Sql, production: boolean): Promise<string[]> {
  return [...(await roleProblems(sql)), ...(production ? await demoProblems(sql) : [])];
}

const KEY_PROBLEMS: Record<Exclude<KeyFit, 'fits'>, string> = {
  unreadable: 'DATA_KEY: is not the key that the data in the database was sealed with',
  otherKey:
    'INDEX_KEY: is not the key that the database was indexed with; set that one, or run npm run rotate-keys -- index',
  unfinished:
    'INDEX_KEY: a change of this key is unfinished; run npm run rotate-keys -- index again, which goes on with what is left',
};

/** Says when the keys are others than those of the data: nobody would be found, and be registered again. */
async function keyProblems(sql: Sql, vault: Vault): Promise<string[]> {
  const [table] = await sql`select to_regclass('index_key') is not null as there`;
  if (!table?.there) return [];
  const fit = await keyFit(drizzle(sql), vault);
  return fit === 'fits' ? [] : [KEY_PROBLEMS[fit]];
}

/** Says when everybody can sign in to this database: with the demo's passwords. */
async function demoProblems(sql: Sql): Promise<string[]> {
  const [table] = await sql`select to_regclass('staff_accounts') is not null as there`;
  if (!table?.there) return [];
  const accounts =
    await sql`select account, password_hash from staff_accounts where account in ${sql([...DEMO_STAFF])}`;
  const open: string[] = [];
  for (const { account, password_hash: hash } of accounts)
    if (await verify(hash, demoPassword(account)).catch(() => false)) open.push(account);
  const [filled] = await sql`select 1 from audit_log where action = 'demoFilled' limit 1`;
  if (open.length === 0 && !filled) return [];
  return [
    `DATABASE_URL: the database holds accounts of the demo, whose passwords everybody knows (${open.join(', ') || 'candidates'}); production needs a database of its own`,
  ];
}
