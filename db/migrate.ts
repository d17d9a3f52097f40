import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { grantApplication } from './grant-application.ts';

/**
 * Brings the schema to this release as the owner of the tables, and grants the application's role what it may do with
 * them. Several processes may call it at once: migrations run under a lock, each only once.
 * @param applicationRole the role that the application connects as, another one than the owner
 * @throws GrantError when that role cannot be the application's
 */
export async function migrate(ownerUrl: string, applicationRole: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await client`select pg_advisory_lock(70234001)`;
    await runMigrations(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
    });
    await grantApplication(client, applicationRole);
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** The role of a database address. */
export function roleOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).username);
}
