import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { connectDatabase } from '../../db/connect.ts';
import { inScope } from '../../db/in-scope.ts';
import { orders, staffAccounts } from '../../db/schema/index.ts';
import { isInScope, readScope, type Scope } from '../../domain/scopes.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { url } = await createTestDatabase();
const { db, close } = connectDatabase(url, { poolSize: 2 });
afterAll(close);

/** Digits are few, so that many places lie in many scopes. */
const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom('1', '9'), minLength: least, maxLength: most });
const scopes = fc.oneof(fc.constant('*'), digits(2, 2), digits(5, 6));
const nonsense = fc
  .oneof(
    fc.constantFrom(
      '',
      '%',
      '_',
      '__',
      '1%',
      '**',
      '* ',
      ' 11',
      '11\n',
      '１１',
      '1e',
      '-1',
      '+1',
      '1.',
      '0x',
    ),
    digits(0, 8),
    fc.string({ maxLength: 8 }),
  )
  .filter((text) => readScope(text) === null && !text.includes('\0'));
const places = fc.oneof(digits(5, 6), fc.constant(null));

/** Stores places in a column that may be null, and lists those that the filter lets through. */
async function listed(codes: (string | null)[], scope: string): Promise<(string | null)[]> {
  const at = new Date(0);
  const order = { registrationId: crypto.randomUUID(), examSessionId: '', passportId: '', lines: [] };
  await db.delete(orders);
  await db.insert(orders).values(
    codes.map((tradeNo, index) => ({
      ...order,
      orderNo: String(index).padStart(3, '0'),
      gateway: 'alipay' as const,
      mode: 'written' as const,
      amountFen: 1,
      state: 'open' as const,
      tradeNo,
      openedAt: at,
      expiresAt: at,
    })),
  );
  const rows = await db
    .select({ code: orders.tradeNo })
    .from(orders)
    .where(inScope(orders.tradeNo, scope as Scope))
    .orderBy(orders.orderNo);
  return rows.map(({ code }) => code);
}

const somePlaces = fc.array(places, { minLength: 1, maxLength: 20 });

it('the filter of lists and the rule for one record agree', async () => {
  await fc.assert(
    fc.asyncProperty(somePlaces, scopes, async (codes, scope) => {
      expect(await listed(codes, scope)).toEqual(codes.filter((code) => isInScope(code, scope as Scope)));
    }),
  );
});

it('an empty or malformed scope sees nothing', async () => {
  await fc.assert(
    fc.asyncProperty(somePlaces, nonsense, async (codes, scope) => {
      expect(codes.filter((code) => isInScope(code, scope as Scope))).toEqual([]);
      expect(await listed(codes, scope)).toEqual([]);
    }),
  );
});

it('no account has such a scope', async () => {
  const store = async (scope: string) => {
    const row = { account: crypto.randomUUID(), role: 'finance' as const, passwordHash: '' };
    await db.insert(staffAccounts).values({ ...row, scope: scope as Scope });
    return true;
  };
  await fc.assert(
    fc.asyncProperty(fc.oneof(scopes, nonsense), async (scope) => {
      expect(await store(scope).catch(() => false)).toBe(readScope(scope) !== null);
    }),
  );
});
