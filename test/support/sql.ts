import postgres, { type Sql } from 'postgres';
import { connectDatabase, type Database } from '../../db/connect.ts';

/** Runs something on one short-lived connection. */
export async function onDatabase<Result>(url: string, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Does as the owner of the tables what the application has no right to. */
export async function asOwner<Result>(
  ownerUrl: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const { db, close } = connectDatabase(ownerUrl, { poolSize: 1 });
  try {
    return await work(db);
  } finally {
    await close();
  }
}
