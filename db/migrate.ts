import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { GrantError, grantApplication, NOT_PERMITTED } from './grant-application.ts';
import { missingTriggers } from './guards-off.ts';
import { missingWords, roleProblems } from './role-problems.ts';

/**
 * Brings the schema to this release as the owner of the tables, and grants the application's role what it may do with
 * them. Several processes may call it at once: migrations run under a lock, each only once.
 * @param applicationRole the role that the application connects as, another one than the owner
 * @throws GrantError when that role cannot be the application's, the owner may not do what is needed, or a guard is gone
 */
export async function migrate(ownerUrl: string, applicationRole: string): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {}, connect_timeout: 10 });
  try {
    await client`select pg_advisory_lock(70234001)`;
    await runMigrations(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)),
    });
    // What a lost trigger refused would be granted.
    const missing = await missingTriggers(client);
    if (missing.length > 0) throw new GrantError(`MIGRATION_DATABASE_URL: ${missingWords(missing)}`);
    await grantApplication(client, applicationRole);
    const problems = await roleProblems(client, applicationRole);
    if (problems.length > 0) throw new GrantError(problems.join('\n'));
  } catch (error) {
    const { code, message } = ((error as Error).cause ?? error) as { code?: string; message: string };
    if (code !== NOT_PERMITTED) throw error;
    throw new GrantError(
      `MIGRATION_DATABASE_URL: its role must own the database's tables and functions, and may not do something to them: ${message}`,
    );
  } finally {
    await client.end({ timeout: 5 });
  }
}

/** The role of a database address. */
export function roleOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).username);
}
