import { afterAll, describe, expect, it } from 'vitest';
import { openExplaining, rowsLookedAt, scansOf } from '../../bench/lists/explained.ts';
import { fillCountry } from '../../bench/lists/fill-country.ts';
import { listQueries } from '../../bench/lists/list-queries.ts';
import { createTestDatabase } from '../support/test-database.ts';

const { ownerUrl } = await createTestDatabase();
const { sql, explain, close } = openExplaining(ownerUrl);
afterAll(close);
await fillCountry(sql, {
  provinces: 31,
  schoolsPerProvince: 20,
  subjectsPerCampus: 10,
  registrations: 30_000,
  reviews: 20_000,
  exceptions: 6_000,
  logEntries: 30_000,
  accounts: 2_000,
});

/** Tables that grow with candidates and with time. */
const GROWING = [
  'audit_log',
  'security_events',
  'reviews',
  'registrations',
  'candidates',
  'passports',
  'orders',
  'refunds',
  'offerings',
  'seat_pools',
  'batch_rows',
];
/** The most rows that a page may cost: a tenth of a growing table here, and as many of one that is a thousand times larger. */
const MOST_ROWS = 3_000;

describe('a page of a list reads growing tables by an index, and little of them', () => {
  it.each(listQueries(Date.now()))('$list: $asked', async ({ run }) => {
    const plans = await explain(run);
    expect(plans).not.toEqual([]);
    const scans = plans.flatMap(scansOf).filter((scan) => GROWING.includes(scan['Relation Name']!));
    const costly = scans
      .filter((scan) => scan['Node Type'] === 'Seq Scan' || rowsLookedAt(scan) > MOST_ROWS)
      .map((scan) => `${scan['Node Type']} of ${scan['Relation Name']}: ${rowsLookedAt(scan)} rows`);
    expect(costly).toEqual([]);
  });
});
