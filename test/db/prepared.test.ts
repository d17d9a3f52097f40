import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { connectDatabase } from '../../db/connect.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { url } = await createTestDatabase();

/** Runs statements on one connection, and counts what it has prepared then. */
async function preparedBy(texts: string[]): Promise<number> {
  const { db, close } = connectDatabase(url, { poolSize: 1 });
  try {
    for (const text of texts) await db.execute(sql`${sql.raw(text)} ${1}::int`);
    await db.transaction((tx) => tx.execute(sql`select ${1}::int`));
    const [row] = await db.execute<{ count: string }>(
      sql.raw("select count(*) from pg_prepared_statements where statement ~ '^select'"),
    );
    return Number(row?.count);
  } finally {
    await close();
  }
}

it('what is asked again is prepared, in transactions too; what is asked once is not', async () => {
  expect(await preparedBy(['select 1 +'])).toBe(0);
  expect(await preparedBy(['select 1 +', 'select 1 +', 'select 2 +', 'select 1 +'])).toBe(1);
  expect(await preparedBy(['select'])).toBe(1);
});

it('a connection keeps no more than some hundred statements, however many there are', async () => {
  const texts = Array.from({ length: 450 }, (_, index) => `select ${index} +`);
  expect(await preparedBy(texts.flatMap((text) => [text, text]))).toBe(400);
});
