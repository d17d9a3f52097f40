import postgres from 'postgres';
import { systemClock } from '../config/clock.ts';
import { connectDatabase, type Database } from '../db/connect.ts';
import { migrate, roleOf } from '../db/migrate.ts';
import { createVault, type Vault } from '../db/vault.ts';
import type { Clock } from '../config/clock.ts';
import { randomBytes } from 'node:crypto';
import type { Servers } from './stack.ts';

/** What people and places are filled into. */
export interface Filled {
  db: Database;
  vault: Vault;
  clock: Clock;
}

/** A database beside the platform's, on the same server: no worker works on what is left in it. */
export interface OwnDatabase extends Filled {
  databaseUrl: string;
  ownerUrl: string;
  keys: { dataKey: string; indexKey: string };
  close(): Promise<void>;
}

const POOL_SIZE = 10;

/** Makes a database of that name with the platform's schema. */
export async function createOwnDatabase(
  servers: Servers,
  name: string,
  options: { onStatement?: (text: string) => void } = {},
): Promise<OwnDatabase> {
  const at = (address: string) => {
    const url = new URL(address);
    url.pathname = `/${name}`;
    return url.href;
  };
  const [databaseUrl, ownerUrl] = [at(servers.databaseUrl), at(servers.ownerUrl)];
  const sql = postgres(servers.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`create database ${sql(name)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
  await migrate(ownerUrl, roleOf(databaseUrl));
  const key = () => randomBytes(32).toString('hex');
  const keys = { dataKey: key(), indexKey: key() };
  const { db, close } = connectDatabase(databaseUrl, { poolSize: POOL_SIZE, ...options });
  return { db, vault: createVault(keys), clock: systemClock, databaseUrl, ownerUrl, keys, close };
}
