import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { prepared } from './prepared.ts';
import * as schema from './schema/index.ts';

export type Database = PostgresJsDatabase<typeof schema>;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/**
 * Hears what is told on a channel, on a connection of its own. What is told while that connection is lost is not heard:
 * `connected` is called whenever it stands (again), and whoever listens asks from time to time as well.
 * @returns the function that ends it
 */
export type Listen = (
  channel: string,
  heard: (told: string) => void,
  connected: () => void,
) => Promise<() => Promise<void>>;

const STATEMENT_TIMEOUT_MS = 5_000;
/** Names our tables whatever the role or its database are set to: none of another schema stands in for one. */
const SEARCH_PATH = 'public, pg_temp';

/** Opens a bounded pool. Every statement has a timeout, so that nothing waits for a lock forever. */
export function connectDatabase(
  url: string,
  options: {
    poolSize: number;
    /** Hears of every statement sent, for those who count them. */
    onStatement?: (text: string) => void;
  },
): { db: Database; listen: Listen; close(): Promise<void> } {
  const client = postgres(url, {
    max: options.poolSize,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => {},
    ...(options.onStatement && { debug: (_, text) => options.onStatement?.(text) }),
    connection: { statement_timeout: STATEMENT_TIMEOUT_MS, TimeZone: 'UTC', search_path: SEARCH_PATH },
  });
  return {
    db: drizzle(prepared(client), { schema, casing: 'snake_case' }),
    listen: async (channel, heard, connected) => {
      const { unlisten } = await client.listen(channel, heard, connected);
      return unlisten;
    },
    close: () => client.end({ timeout: 5 }),
  };
}
