import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from './schema/index.ts';

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

const STATEMENT_TIMEOUT_MS = 5_000;

/** Opens a bounded pool. Every statement has a timeout, so that nothing waits for a lock forever. */
export function connectDatabase(
  url: string,
  options: { poolSize: number },
): { db: Database; close(): Promise<void> } {
  const client = postgres(url, {
    max: options.poolSize,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => {},
    connection: { statement_timeout: STATEMENT_TIMEOUT_MS, TimeZone: 'UTC' },
  });
  return {
    db: drizzle(client, { schema, casing: 'snake_case' }),
    close: () => client.end({ timeout: 5 }),
  };
}
