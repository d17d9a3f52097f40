import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditLog, windows } from '../../../db/schema/index.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { runArrangeCommand } from '../../../stack/commands/arrange-command.ts';
import { createFactories } from '../../support/factories.ts';
import { wide } from '../../support/typed.ts';
import { importFixture } from '../../support/import-fixture.ts';

const { db, vault, clock, url, ownerUrl, keys } = await importFixture();
const mint = createFactories({ db, ownerUrl, vault, clock });
const ENVIRONMENT = { APP_ENV: 'test', DATABASE_URL: url, DATA_KEY: keys.dataKey, INDEX_KEY: keys.indexKey };

async function run(...args: string[]) {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const exitCode = await runArrangeCommand({
    args,
    environment: ENVIRONMENT,
    clock,
    print,
    onProgress: print,
  });
  return { exitCode, output: lines.join('\n') };
}

let years = 50;
async function mintSession(): Promise<string> {
  const id = `20${(years += 1)}-1`;
  await mint.examSession({ id });
  const campus = await mint.campus();
  await mint.offering(id, campus.code, '1');
  return id;
}

const windowsOf = async (examSessionId: string) => {
  const rows = await db.select().from(windows).where(eq(windows.examSessionId, examSessionId));
  return rows.filter(({ kind }) => kind.startsWith('ticket'));
};

describe('npm run arrange', () => {
  it('leaves the print time alone unless told', async () => {
    const session = await mintSession();
    expect(await run('--session', session)).toMatchObject({ exitCode: 0 });
    expect(await windowsOf(session)).toEqual([]);
  });

  it('reads what it is told as it was meant', async () => {
    const session = `20${(years += 1)}-1`;
    await mint.examSession({ id: session });
    const campus = await mint.campus();
    await mint.offering(session, campus.code, 'F');
    const scope = ['--session', wide(session), '--campus', wide(campus.code), '--subject', 'ｆ'];
    const { exitCode, output } = await run(...scope, '--print-from', '２０２６-１１-０１　０９：００');
    expect(output).toContain('in 0 of 1 subjects at campuses');
    expect(output).toContain('Admission tickets, oral: 2026-11-01 09:00:00 to ');
    expect(exitCode).toBe(0);
  });

  it('opens the print time until the day after the last test at least, and says so', async () => {
    const session = await mintSession();
    const { exitCode, output } = await run('--session', session, '--print-from', '2026-11-01 09:00');
    expect(exitCode).toBe(0);
    expect(output).toContain('Admission tickets, written: 2026-11-01 09:00:00 to ');
    const opened = await windowsOf(session);
    expect(opened.map(({ kind, scope }) => `${kind} ${scope}`).toSorted()).toEqual([
      'ticketOral *',
      'ticketWritten *',
    ]);
    const written = opened.find(({ kind }) => kind === 'ticketWritten');
    expect(written?.opensAt).toEqual(Date.parse('2026-11-01T01:00:00Z'));
    expect(written!.closesAt).toBeGreaterThan(clock.now() + 30 * DAY_MS);
    const audited = await db.select().from(auditLog).where(eq(auditLog.target, session));
    expect(audited.filter(({ action }) => action === 'ticketPrintOpened')).toHaveLength(2);

    await run('--session', session, '--print-from', 'now');
    const again = (await windowsOf(session)).find(({ kind }) => kind === 'ticketWritten');
    expect(again).toMatchObject({ opensAt: clock.now(), closesAt: written?.closesAt });
  });

  it('sets no print time that leaves a school, whose own ended before, no time at all', async () => {
    const session = await mintSession();
    const { schoolCode } = await mint.campus();
    await mint.window(session, 'ticketWritten', schoolCode, { opensIn: -2 * DAY_MS, closesIn: -DAY_MS });
    const { exitCode, output } = await run('--session', session, '--print-from', 'now');
    expect(exitCode).toBe(2);
    expect(output).toContain(`the time of ${schoolCode} does not overlap`);
    expect((await windowsOf(session)).map(({ scope }) => scope)).toEqual([schoolCode]);
  });

  it.each([
    [['--session', '2099-1', '--print-from', 'soon'], '--print-from takes now'],
    [['--session', '2099-1', '--print-from', '2026-02-30 09:00'], '--print-from takes now'],
    [['--session', 'x'], 'year and half'],
    [['--session', '2099-1'], 'no exam session 2099-1'],
    [[], '--session'],
    [['--campus'], 'npm run arrange -- --help'],
  ])('refuses %j', async (args, words) => {
    const { exitCode, output } = await run(...args);
    expect(exitCode).toBe(2);
    expect(output).toContain(words);
  });
});
