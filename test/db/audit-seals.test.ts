import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createKeyRing } from '../../config/key-ring.ts';
import { headOf } from '../../db/audit-trails.ts';
import { connectDatabase } from '../../db/connect.ts';
import { recordAudit } from '../../db/record-audit.ts';
import { sealAudit } from '../../db/seal-audit.ts';
import { verifyAudit } from '../../db/verify-audit.ts';
import { HOUR_MS, type Instant, isoInstant } from '../../domain/time.ts';
import { runAuditCommand } from '../../stack/commands/audit-command.ts';
import { AuditSealer } from '../../worker/audit-sealer.ts';
import { logOfTest } from '../support/log-of-test.ts';
import { onDatabase } from '../support/sql.ts';
import { createTestClock } from '../support/test-clock.ts';
import { createTestDatabase } from '../support/test-database.ts';

const KEY = randomBytes(32).toString('hex');
const keys = createKeyRing(KEY);

/** A database with sealed audit rows, two seals of two rows each. */
async function sealedTrail() {
  const { url, ownerUrl } = await createTestDatabase();
  const { db, close } = connectDatabase(url, { poolSize: 2 });
  const clock = createTestClock();
  const recordAt = (happenedAt: Instant, ...targets: string[]) =>
    recordAudit(
      db,
      ...targets.map((target) => ({ actor: 'timer', action: 'emailVerified', target, happenedAt }) as const),
    );
  /** Records in one transaction: a transaction that is open in another database could part two, into two seals. */
  const record = (...targets: string[]) => recordAt(clock.now(), ...targets);
  /** Seals until nothing waits: a transaction that is open in another database holds the rows of all back. */
  const sealed = async () => {
    await vi.waitFor(async () => {
      await sealAudit(db, keys, clock.now());
      const { trails } = await verifyAudit(db, keys);
      expect(trails.every(({ unsealedCount }) => unsealedCount === 0)).toBe(true);
    }, 20_000);
  };
  for (const pair of [
    ['passport/1', 'passport/2'],
    ['passport/3', 'passport/4'],
  ]) {
    await record(...pair);
    await sealed();
    clock.advance(10_000);
  }
  /** Does something that only the owner of the database can do. */
  const attack = (statements: string) =>
    onDatabase(ownerUrl, (sql) => sql.unsafe(`set session_replication_role = replica; ${statements}`));
  const findings = async (heads: string[] = []) => {
    const { trails, lostHeads } = await verifyAudit(db, keys, heads);
    return [...trails.flatMap((trail) => trail.findings), ...lostHeads];
  };
  return { url, ownerUrl, db, close, clock, record, recordAt, sealed, attack, findings };
}

/** Runs a test on a trail of its own. */
const onTrail = (work: (trail: Awaited<ReturnType<typeof sealedTrail>>) => Promise<void>) => async () => {
  const trail = await sealedTrail();
  try {
    await work(trail);
  } finally {
    await trail.close();
  }
};

/** Inserts a row into the transaction of the first pair, in the order of the ids. */
const inserted = (id: number) =>
  `insert into audit_log (id, actor, action, target, details, happened_at, written_in)
   overriding system value
   select ${id}, actor, action, 'passport/9', details, happened_at, written_in from audit_log where id = 1`;

describe('what is sealed', () => {
  it(
    'is as it was sealed while nobody touches it, and goes on being sealed',
    onTrail(async ({ db, clock, findings, record, sealed }) => {
      expect(await findings()).toEqual([]);
      await record('passport/5');
      await sealed();
      const { trails } = await verifyAudit(db, keys);
      expect(trails.find(({ trail }) => trail === 'audit_log')).toMatchObject({ rowCount: 5, findings: [] });
      expect(await sealAudit(db, keys, clock.now())).toEqual([]);
    }),
  );

  it.each<[string, string, RegExp]>([
    ['a change', "update audit_log set target = 'passport/9' where id = 1", /row 1 was changed \(seal 1\)/],
    [
      'a change of one detail',
      `update audit_log set details = '{"a":1}' where id = 4`,
      /row 4 was changed \(seal 2\)/,
    ],
    ['a deletion', 'delete from audit_log where id = 2', /row 2 was deleted or moved \(seal 1\)/],
    ['an insertion into a seal', inserted(0), /row 0 was added to what was sealed \(seal 1\)/],
    ['an insertion between two seals', inserted(99), /row 99 was added to what was sealed \(seal 2\)/],
    [
      'rows that change places',
      `update audit_log set written_in = (select max(written_in) from audit_log) where id = 1`,
      /row 1 was (deleted or moved|added)/,
    ],
    ['a seal taken out', 'delete from audit_seals where number = 1', /seal 2 does not follow the one before/],
    [
      'a seal changed',
      "update audit_seals set row_keys = '{7,8}' where number = 1",
      /seal 1 is not as our key made it/,
    ],
    [
      'a row and its seal deleted',
      'delete from audit_log where id > 2; delete from audit_seals where number = 2',
      /^[0-9a-f]{64}$/,
    ],
  ])('%s is found', async (_what, statements, words) => {
    await onTrail(async ({ db, attack, findings }) => {
      const { trails } = await verifyAudit(db, keys);
      const heads = trails.map(({ head }) => head).filter((head) => head !== '');
      expect(await findings(heads)).toEqual([]);
      await attack(statements);
      expect((await findings(heads)).join('\n')).toMatch(new RegExp(words, 'm'));
    })();
  });

  it(
    'a chain recomputed without the key is found',
    onTrail(async ({ attack, findings, ownerUrl }) => {
      await attack("update audit_log set target = 'passport/9' where id = 1");
      const other = createKeyRing(randomBytes(32).toString('hex'));
      await onDatabase(ownerUrl, async (sql) => {
        await sql`set session_replication_role = replica`;
        const [seal] = await sql`select * from audit_seals where number = 1`;
        const [row] = await sql`select * from audit_log where id = 1`;
        const rowMacs = Buffer.concat([
          createHmac('sha256', other.current).update(JSON.stringify(row)).digest().subarray(0, 16),
          seal?.row_macs.subarray(16),
        ]);
        for (const keyId of [keys.currentId, other.currentId]) {
          const forged = {
            trail: 'audit_log',
            number: 1,
            columns: seal?.columns,
            rowKeys: seal?.row_keys,
            rowMacs,
            lastWrittenIn: seal?.last_written_in,
            sealedAt: new Date(seal?.sealed_at).getTime(),
            keyId,
          };
          const head = headOf(other.current, forged, '');
          await sql`update audit_seals set row_macs = ${rowMacs}, key_id = ${keyId}, head = ${head} where number = 1`;
          expect((await findings()).join('\n')).toMatch(
            keyId === keys.currentId ? /seal 1 is not as our key made it/ : /which is not ours/,
          );
        }
      });
    }),
  );

  it(
    'what says that it happened long before it was written is found, by whatever role it came',
    onTrail(async ({ clock, findings, recordAt, sealed }) => {
      await recordAt(clock.now() - 3 * HOUR_MS, 'passport/5');
      await sealed();
      expect(await findings()).toEqual([expect.stringMatching(/row 5 says .* not when it was written/)]);
    }),
  );

  it(
    'the database fills in the transaction, whatever an insert says',
    onTrail(async ({ url, findings, sealed, clock }) => {
      await onDatabase(
        url,
        (sql) => sql`insert into audit_log (actor, action, target, details, happened_at, written_in)
          values ('timer', 'emailVerified', 'passport/5', '{}', ${isoInstant(clock.now())}, '1'),
            ('timer', 'emailVerified', 'passport/6', '{}', ${isoInstant(clock.now())}, '9999999999')`,
      );
      await sealed();
      expect(await findings()).toEqual([]);
    }),
  );

  it(
    'a transaction that is still open is sealed later, and nothing that began after it is missed',
    onTrail(async ({ url, db, clock, record, sealed, findings }) => {
      await onDatabase(url, (slow) =>
        slow.begin(async (tx) => {
          await tx`insert into audit_log (actor, action, target, details, happened_at)
            values ('timer', 'emailVerified', 'passport/slow', '{}', ${isoInstant(clock.now())})`;
          await record('passport/fast');
          expect(await sealAudit(db, keys, clock.now())).toEqual([]);
        }),
      );
      await sealed();
      expect(await findings()).toEqual([]);
      const { trails } = await verifyAudit(db, keys);
      expect(trails.find(({ trail }) => trail === 'audit_log')?.rowCount).toBe(6);
    }),
  );

  it(
    'several sealers at once make one chain',
    onTrail(async ({ db, clock, record, sealed, findings }) => {
      for (let round = 0; round < 5; round += 1) {
        await record(`passport/${round}`);
        await Promise.all([1, 2, 3].map(() => sealAudit(db, keys, clock.now())));
      }
      await sealed();
      expect(await findings()).toEqual([]);
    }),
  );

  it(
    'an earlier key still verifies what it sealed',
    onTrail(async ({ db, clock, record }) => {
      const next = createKeyRing(randomBytes(32).toString('hex'), [KEY]);
      await record('passport/5');
      await vi.waitFor(async () => expect(await sealAudit(db, next, clock.now())).toHaveLength(1), 20_000);
      const { trails } = await verifyAudit(db, next);
      expect(trails.flatMap((trail) => trail.findings)).toEqual([]);
      const { trails: without } = await verifyAudit(db, createKeyRing(KEY));
      expect(without.flatMap((trail) => trail.findings)).toEqual([
        expect.stringMatching(
          new RegExp(`^audit_log: seal \\d+ names the key ${next.currentId}, which is not ours$`),
        ),
      ]);
    }),
  );
});

it(
  'every new head is logged',
  onTrail(async ({ db, clock, record }) => {
    const lines: string[] = [];
    const log = logOfTest({ level: 'info', tee: (line) => lines.push(line) });
    const sealer = new AuditSealer({ db, clock, log, keys });
    await record('passport/5');
    await vi.waitFor(async () => {
      await sealer.seal();
      expect(lines).toHaveLength(1);
    }, 20_000);
    const { trails } = await verifyAudit(db, keys);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      trail: 'audit_log',
      seal: 3,
      rows: 1,
      head: trails.find(({ trail }) => trail === 'audit_log')?.head,
    });
  }),
);

describe('npm run audit -- verify', () => {
  const run = async (url: string, args: string[], key = KEY) => {
    const printed: string[] = [];
    const code = await runAuditCommand({
      args,
      environment: {
        APP_ENV: 'test',
        DATABASE_URL: url,
        AUDIT_KEY: key,
        CET_DATA_DIR: `/nowhere/${randomUUID()}`,
      },
      print: (line) => printed.push(line),
    });
    return { code, printed: printed.join('\n') };
  };

  it(
    'says whether everything is as it was sealed',
    onTrail(async ({ url, attack }) => {
      expect(await run(url, ['verify'])).toMatchObject({
        code: 0,
        printed: expect.stringContaining('everything is as it was sealed'),
      });
      for (const head of ['ab', 'AB', 'Ａｂ'])
        expect(await run(url, ['verify', '--head', head.repeat(32)])).toMatchObject({
          code: 1,
          printed: expect.stringContaining(`head ${'ab'.repeat(32)} is in no chain`),
        });
      await attack("update audit_log set target = 'passport/9' where id = 1");
      expect(await run(url, ['verify'])).toMatchObject({
        code: 1,
        printed: expect.stringContaining('audit_log: row 1 was changed (seal 1)'),
      });
      expect(await run(url, ['verify'], 'abc')).toMatchObject({ code: 2 });
      expect(await run(url, ['mend'])).toMatchObject({ code: 2 });
    }),
  );
});
