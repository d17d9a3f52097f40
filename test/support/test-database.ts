import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { onDatabase } from './sql.ts';

/**
 * Creates a migrated, empty database, dropped after the file's tests. Call it at the top of a test file:
 * `const { url } = await createTestDatabase();`
 * @returns its address as the application's role, and as the owner of the tables
 */
export async function createTestDatabase(): Promise<{ url: string; ownerUrl: string }> {
  const server = inject('databaseServerUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onDatabase(server, async (sql) => {
    await sql.unsafe(`create database ${name} template ${inject('templateDatabase')}`);
    // Rights on a database are no part of its template.
    await sql.unsafe(`revoke temporary on database ${name} from public`);
  });
  afterAll(async () => {
    await onDatabase(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
  });
  const at = (address: string) => Object.assign(new URL(address), { pathname: name }).href;
  return { url: at(inject('databaseApplicationUrl')), ownerUrl: at(server) };
}
