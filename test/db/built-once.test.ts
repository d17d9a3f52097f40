import { eq, sql } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import { builtOnce, type Given } from '../../db/built-once.ts';
import { connectDatabase } from '../../db/connect.ts';
import { provinces } from '../../db/schema/index.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { url } = await createTestDatabase();

it('a read is built once, and reads through whoever runs it: a transaction sees its own rows, others do not', async () => {
  const { db, close } = connectDatabase(url, { poolSize: 3 });
  try {
    const build = vi.fn(
      (reader: Parameters<Parameters<typeof builtOnce>[0]>[0], { code }: Given<{ code: string }>) =>
        reader.select({ nameEn: provinces.nameEn }).from(provinces).where(eq(provinces.code, code)),
    );
    const read = builtOnce(build);
    const rolledBack = db.transaction(async (tx) => {
      expect(await read(tx, { code: '77' })).toEqual([]);
      await tx.insert(provinces).values({ code: '77', nameZh: '测试', nameEn: 'Test' });
      expect(await read(tx, { code: '77' })).toEqual([{ nameEn: 'Test' }]);
      expect(await read(db, { code: '77' })).toEqual([]);
      const within = await tx.transaction((inner) => read(inner, { code: '77' }));
      expect(within).toEqual([{ nameEn: 'Test' }]);
      throw new Error('rolled back');
    });
    await expect(rolledBack).rejects.toThrow('rolled back');
    expect(await read(db, { code: '77' })).toEqual([]);
    expect(build).toHaveBeenCalledTimes(1);
  } finally {
    await close();
  }
});

it('lists are given as arrays, and what is forgotten is told', async () => {
  const { db, close } = connectDatabase(url, { poolSize: 1 });
  try {
    const read = builtOnce((reader, { codes }: Given<{ codes: string[] }>) =>
      reader.select({ codes: sql<string[]>`to_json(${codes}::text[])` }).from(sql`(select 1) as one`),
    );
    expect(await read(db, { codes: [] })).toEqual([{ codes: [] }]);
    const hard = ['99', '9,9', '"', '\\', '{}', '', 'NULL', '王·芳\n'];
    expect(await read(db, { codes: hard })).toEqual([{ codes: hard }]);
    await expect(read(db, {} as { codes: string[] })).rejects.toThrow('codes');
  } finally {
    await close();
  }
});
