import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { capacityChanges, seatPools } from '../../../db/schema/index.ts';
import { runCapacityCommand } from '../../../stack/commands/capacity-command.ts';
import { createFactories } from '../../support/factories.ts';
import { wide } from '../../support/typed.ts';
import { importFixture } from '../../support/import-fixture.ts';

const { db, vault, clock, url, ownerUrl, keys } = await importFixture();
const mint = createFactories({ db, ownerUrl, vault, clock });
const ENVIRONMENT = { APP_ENV: 'test', DATABASE_URL: url, DATA_KEY: keys.dataKey, INDEX_KEY: keys.indexKey };

const { id: session } = await mint.examSession();
const campus = await mint.campus();
const offering = await mint.offering(session, campus.code, '1');
await db.update(seatPools).set({ free: 7, held: 3 }).where(eq(seatPools.offeringId, offering.id));
const { account } = await mint.staff({ role: 'schoolAdmin', scope: campus.schoolCode });

async function run(to: string, by = account, subject = '1') {
  const lines: string[] = [];
  const args = ['--session', session, '--campus', campus.code, '--subject', subject, '--to', to, '--by', by];
  const print = (line: string) => void lines.push(line);
  const exitCode = await runCapacityCommand({ args, environment: ENVIRONMENT, clock, print });
  const [pool] = await db.select().from(seatPools).where(eq(seatPools.offeringId, offering.id));
  return { exitCode, output: lines.join('\n'), capacity: pool?.capacity };
}

it('npm run capacity raises at once, and leaves a cut to a second person', async () => {
  expect(await run('12')).toEqual({
    exitCode: 0,
    output: '10 seats became 12; 0 offered to the waitlist',
    capacity: 12,
  });
  const cut = await run('9');
  const [waiting] = await db.select().from(capacityChanges).where(eq(capacityChanges.state, 'submitted'));
  expect(cut).toMatchObject({ exitCode: 0, capacity: 12 });
  expect(cut.output).toContain(`POST /api/staff/capacity-changes/${waiting?.id}/decision`);
  expect(waiting).toMatchObject({ before: 12, capacity: 9, submittedBy: account, decidedBy: null });
  expect((await run('8')).output).toContain('A cut of this pool waits');
});

it('npm run capacity reads what it is told as it was meant', async () => {
  const oral = await mint.offering(session, campus.code, 'F');
  const { account: named } = await mint.staff({ account: 'named.so', role: 'schoolAdmin', scope: '*' });
  const lines: string[] = [];
  const typed = ['--session', wide(session), '--campus', wide(campus.code), '--subject', 'ｆ'];
  const exitCode = await runCapacityCommand({
    args: [...typed, '--to', '１，２００ 个', '--by', named.toUpperCase()],
    environment: ENVIRONMENT,
    clock,
    print: (line) => void lines.push(line),
  });
  expect([exitCode, lines.join()]).toEqual([0, expect.stringContaining('became 1200')]);
  const [pool] = await db.select().from(seatPools).where(eq(seatPools.offeringId, oral.id));
  expect(pool?.capacity).toBe(1_200);
});

it.each([
  ['fewer seats than somebody has', () => run('2'), '3 seats are offered, held or paid'],
  ['as many as there are', () => run('12'), 'just as many seats already'],
  ['no number', () => run('many'), '--to takes a number of seats'],
  ['a subject nobody offers', () => run('12', account, '9'), 'does not offer 9'],
  ['an account there is not', () => run('13', 'nobody'), '--by nobody is no admin of school'],
  [
    'an account of another role',
    async () => run('13', (await mint.staff({ role: 'reviewer' })).account),
    'is no admin of school',
  ],
  [
    'an account of another school',
    async () => run('13', (await mint.staff({ role: 'schoolAdmin', scope: '98' })).account),
    'is no admin of school',
  ],
  [
    'an account that is disabled',
    async () => run('13', (await mint.staff({ disabled: true })).account),
    'is no admin of school',
  ],
])('npm run capacity refuses %s', async (_, refused, words) => {
  const { exitCode, output, capacity } = await refused();
  expect(exitCode).not.toBe(0);
  expect(output).toContain(words);
  expect(capacity).toBe(12);
});
