import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { onDatabase } from './sql.ts';

/**
 * Creates a migrated, empty database, dropped after the file's tests. Call it at the top of a test file:
 * `const { url } = await createTestDatabase();`
 */
export async function createTestDatabase(): Promise<{ url: string }> {
  const server = inject('databaseServerUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onDatabase(server, (sql) =>
    sql.unsafe(`create database ${name} template ${inject('templateDatabase')}`),
  );
  afterAll(async () => {
    await onDatabase(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
  });
  const url = new URL(server);
  url.pathname = name;
  return { url: url.href };
}
