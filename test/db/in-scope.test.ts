import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { connectDatabase } from '../../db/connect.ts';
import { inScope } from '../../db/in-scope.ts';
import { orders, staffAccounts } from '../../db/schema/index.ts';
import { isInScope, readScope, type Scope } from '../../domain/scopes.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { url, ownerUrl } = await createTestDatabase();
const { db, close } = connectDatabase(url, { poolSize: 2 });
afterAll(close);
const owner = connectDatabase(ownerUrl, { poolSize: 1 });
afterAll(owner.close);

/** Digits are few, so that many places lie in many scopes. */
const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom('1', '9'), minLength: least, maxLength: most });
const colleges = fc.constantFrom('A', 'AB', 'B/A');
const collegeScopes = fc.tuple(digits(5, 5), colleges).map(([school, name]) => `${school}/${name}`);
const scopes = fc.oneof(fc.constant('*'), digits(2, 2), digits(5, 6), collegeScopes);
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
      '11111/',
      '1111/A',
      '11/A',
      '/A',
      '11111/A\n',
    ),
    digits(0, 8),
    fc.string({ maxLength: 8 }),
  )
  .filter((text) => readScope(text) === null && !text.includes('\0'));
const anyPlaces = fc.record({
  code: fc.oneof(digits(5, 6), fc.constant(null)),
  college: fc.oneof(colleges, fc.constant(null)),
});
type Place = { code: string | null; college: string | null };

/** Stores places in columns that may be null, and lists those that the filter lets through. */
async function listed(places: Place[], scope: string, withCollege = true): Promise<Place[]> {
  const at = 0;
  const order = { registrationId: crypto.randomUUID(), examSessionId: '', lines: [] };
  await owner.db.delete(orders);
  await db.insert(orders).values(
    places.map(({ code: tradeNo, college }, index) => ({
      ...order,
      passportId: college ?? '',
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
    .select({ code: orders.tradeNo, college: sql<string | null>`nullif(${orders.passportId}, '')` })
    .from(orders)
    .where(inScope(orders.tradeNo, scope as Scope, withCollege ? orders.passportId : undefined))
    .orderBy(orders.orderNo);
  return rows;
}

const somePlaces = fc.array(anyPlaces, { minLength: 1, maxLength: 20 });

it('the filter of lists and the rule for one record agree', async () => {
  await fc.assert(
    fc.asyncProperty(somePlaces, scopes, async (given, scope) => {
      expect(await listed(given, scope)).toEqual(
        given.filter(({ code, college }) => isInScope(code, scope as Scope, college)),
      );
    }),
  );
});

it('a list that knows nobody’s college shows a college nothing', async () => {
  await fc.assert(
    fc.asyncProperty(somePlaces, collegeScopes, async (given, scope) => {
      expect(await listed(given, scope, false)).toEqual([]);
      expect(given.filter(({ code }) => isInScope(code, scope as Scope))).toEqual([]);
    }),
  );
});

it('an empty or malformed scope sees nothing', async () => {
  await fc.assert(
    fc.asyncProperty(somePlaces, nonsense, async (given, scope) => {
      expect(given.filter(({ code, college }) => isInScope(code, scope as Scope, college))).toEqual([]);
      expect(await listed(given, scope)).toEqual([]);
    }),
  );
});

it('no account has such a scope', async () => {
  const store = async (scope: string) => {
    const row = { account: crypto.randomUUID(), role: 'finance' as const, passwordHash: '' };
    await owner.db.insert(staffAccounts).values({ ...row, scope: scope as Scope });
    return true;
  };
  await fc.assert(
    fc.asyncProperty(fc.oneof(scopes, nonsense), async (scope) => {
      expect(await store(scope).catch(() => false)).toBe(readScope(scope) !== null);
    }),
  );
});
