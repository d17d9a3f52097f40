import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { stepBatch } from '../../activities/batches/step-batch.ts';
import { IMPORT_WORKS } from '../../activities/imports/works.ts';
import { createBatch, endUpload } from '../../db/batches/create-batch.ts';
import { countForeseen } from '../../db/batches/list-rows.ts';
import { orderBatch } from '../../db/batches/order-batch.ts';
import { readBatch } from '../../db/batches/read-batch.ts';
import { storeFile } from '../../db/batches/store-file.ts';
import { correctCandidate } from '../../db/roll/correct-candidate.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { batchRows, candidates } from '../../db/schema/index.ts';
import { COMMAND_LINE } from '../../domain/actor.ts';
import { orderHandovers } from '../../domain/batches/handovers.ts';
import { MAX_TABLE_BYTES } from '../../domain/batches/file.ts';
import type { RollCells } from '../../domain/roll/roll.ts';
import { importFixture, type TestSchool } from '../support/import-fixture.ts';
import { mintRollCells } from '../support/roll-cells.ts';
import { asOwner } from '../support/sql.ts';
import { csvOf, rollTable } from '../support/table-files.ts';

const fixture = await importFixture();
const { db, vault, clock } = fixture;

/** Does rolls in pages of so many rows. */
function inPagesOf(pageRows: number) {
  const { roll } = IMPORT_WORKS;
  return {
    ...IMPORT_WORKS,
    roll: {
      ...roll,
      run: async (...of: Parameters<typeof roll.run>) => ({ ...(await roll.run(...of)), pageRows }),
    },
  };
}

/** Sends a roll in and has it checked. @returns the batch's id */
async function checked({ examSessionId }: TestSchool, rows: RollCells[]): Promise<string> {
  const id = randomUUID();
  const { name: fileName, bytes } = csvOf(rollTable(rows));
  const about = { id, kind: 'roll', examSessionId, scope: '*', startedBy: COMMAND_LINE, fileName } as const;
  await createBatch(db, vault, about, clock.now());
  const file = await storeFile(db, vault, id, {
    bytes: (async function* () {
      yield bytes;
    })(),
    maxBytes: MAX_TABLE_BYTES,
  });
  await endUpload(db, id, file, clock.now(), 'alone');
  for (let state = ''; state !== 'checked'; ) {
    await stepBatch(fixture, IMPORT_WORKS, id, () => {});
    state = String((await readBatch(db, id))?.state);
  }
  return id;
}

/** Runs a checked batch, page by page. */
async function ran(
  id: string,
  { pageRows, overwrite }: { pageRows: number; overwrite: boolean },
  afterPage?: (page: number) => Promise<void>,
) {
  const order = { id, order: 'start', actor: COMMAND_LINE, options: { overwrite }, alone: 'alone' } as const;
  await orderBatch(db, order, clock.now());
  for (let page = 0; (await readBatch(db, id))?.state === 'running'; page++) {
    await stepBatch(fixture, inPagesOf(pageRows), id, () => {});
    await afterPage?.(page);
  }
}

const rollNow = async ({ examSessionId }: TestSchool) => {
  const entries = await db.select().from(candidates).where(eq(candidates.examSessionId, examSessionId));
  return entries.map((entry) => ({ ...entry, row: openRollRow(vault, entry) }));
};

/** Expects that nobody shares a number, and that everybody is found by the one that their entry shows. */
async function expectOwnNumbers(school: TestSchool) {
  const now = await rollNow(school);
  expect(new Set(now.map(({ row }) => row.studentNumber)).size).toBe(now.length);
  for (const { row, studentNumberIndex } of now)
    expect(studentNumberIndex).toBe(
      vault.blindIndex('studentNumber', `${school.schoolCode}:${row.studentNumber}`),
    );
}

/** Cuts chains wherever that is allowed, as if each were longer than is done at once. */
async function cutChains(id: string) {
  const takeovers = await db
    .select({
      line: batchRows.line,
      from: sql<number>`(select giver.line from ${batchRows} giver where giver.batch_id = ${id} and giver.key = ${batchRows}.holder and giver.outcome <> 'bad')`,
    })
    .from(batchRows)
    .where(and(eq(batchRows.batchId, id), eq(batchRows.tied, true), sql`holder is not null`));
  const rows = takeovers.map((one) => ({ ...one, keeps: false, fromKeeps: false }));
  for (const { line, turn } of orderHandovers(rows, 1).turns)
    await setTurn(turn, and(eq(batchRows.batchId, id), eq(batchRows.line, line)));
}

/** Gives rows another turn than the check gave them, which only the owner can, past the guard of what was checked. */
const setTurn = (turn: number | null, where: SQL | undefined) =>
  asOwner(fixture.ownerUrl, (owner) =>
    owner.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.update(batchRows).set({ turn }).where(where);
    }),
  );

const COUNT = 8;
const SPARE = 3;
const indexes = Array.from({ length: COUNT + SPARE }, (_, at) => at);
const some = fc.oneof(
  fc.constant<number[]>([]),
  fc.uniqueArray(fc.nat(COUNT - 1), { minLength: 1, maxLength: 2 }),
);
const world = fc.record({
  /** Whose number each row of the file has. */
  numbers: fc.shuffledSubarray(indexes, { minLength: COUNT, maxLength: COUNT }),
  /** Who has been given their number by hand. */
  corrected: some,
  /** Who is changed by another file between check and run. */
  changed: some,
  overwrite: fc.boolean(),
  pageRows: fc.integer({ min: 1, max: 3 }),
});

/** Brings a school into such a world: its roll, and a file that was checked. */
async function begun({
  numbers,
  corrected,
  changed,
}: Pick<
  typeof world extends fc.Arbitrary<infer World> ? World : never,
  'numbers' | 'corrected' | 'changed'
>) {
  const school = await fixture.mintSchool();
  const rows = indexes.map((at) =>
    mintRollCells({
      campusCode: school.campusCode,
      studentNumber: `N${at}`,
      name: `考生${'甲乙丙丁戊己庚辛壬癸子'[at]}`,
    }),
  );
  const of = (at: number) => rows[at] as RollCells;
  const run = async (file: RollCells[]) =>
    ran(await checked(school, file), { pageRows: 500, overwrite: false });
  await run(rows.slice(0, COUNT));
  const byName = async (at: number) => (await rollNow(school)).find(({ row }) => row.name === of(at).name);
  for (const at of corrected)
    await db
      .update(candidates)
      .set({ corrected: ['studentNumber'] })
      .where(eq(candidates.id, String((await byName(at))?.id)));
  const id = await checked(
    school,
    numbers.map((number, at) => ({ ...of(at), studentNumber: of(number).studentNumber })),
  );
  const foreseen = await db
    .select({ line: batchRows.line, refusal: batchRows.refusal })
    .from(batchRows)
    .where(and(eq(batchRows.batchId, id), isNotNull(batchRows.refusal)))
    .orderBy(asc(batchRows.line));
  const counts = await Promise.all([false, true].map((overwrite) => countForeseen(db, id, { overwrite })));
  if (changed.length > 0) await run(changed.map((at) => ({ ...of(at), major: '会计学' })));
  return { school, id, byName, foreseen, counts };
}

/** What became of a file: the numbers by name, and the rows' results. */
async function become(school: TestSchool, id: string) {
  const numbers = (await rollNow(school))
    .map(({ row }) => `${row.name} ${row.studentNumber} ${row.major}`)
    .toSorted();
  const rows = await db
    .select({ line: batchRows.line, result: batchRows.result, refusal: batchRows.refusal })
    .from(batchRows)
    .where(eq(batchRows.batchId, id))
    .orderBy(asc(batchRows.line));
  return { numbers, rows };
}

it('student numbers are handed on page by page as they are at once, and no two people ever have one', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const whole = await begun(given);
      await setTurn(null, eq(batchRows.batchId, whole.id));
      await ran(whole.id, { ...given, pageRows: 500 });
      const paged = await begun(given);
      await cutChains(paged.id);
      await ran(paged.id, given, () => expectOwnNumbers(paged.school));
      const became = await become(paged.school, paged.id);
      expect(became).toEqual(await become(whole.school, whole.id));
      if (given.changed.length > 0) return;
      const refused = became.rows.flatMap(({ line, refusal }) => (refusal ? [{ line, refusal }] : []));
      expect(refused).toEqual(given.overwrite ? [] : paged.foreseen);
      const of = (result: string) => became.rows.filter((row) => row.result === result).length;
      expect(paged.counts[Number(given.overwrite)]).toEqual({
        insertedCount: 0,
        updatedCount: of('done'),
        unchangedCount: of('unchanged'),
      });
    }),
    { numRuns: 6 },
  );
});

it('student numbers that are corrected by hand between pages stay with whom they were given to', async () => {
  const corrections = fc.array(
    fc.record({ page: fc.nat(4), at: fc.nat(COUNT - 1), number: fc.nat(COUNT + SPARE - 1) }),
    { minLength: 1, maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(world, corrections, async (given, byHand) => {
      const { school, id, byName } = await begun(given);
      await cutChains(id);
      await ran(id, given, async (page) => {
        for (const { at, number } of byHand.filter((one) => one.page === page)) {
          const entry = await byName(at);
          await correctCandidate(
            { db, vault },
            {
              candidateId: String(entry?.id),
              digest: String(entry?.digest),
              cells: { studentNumber: `N${number}` },
              reason: '学号有误',
            },
            { account: 'some.clerk', scope: '*', at: clock.now() },
          );
        }
        await expectOwnNumbers(school);
      });
      const { rows } = await become(school, id);
      expect(rows.filter(({ result }) => result === 'waiting')).toEqual([]);
    }),
    { numRuns: 6 },
  );
});
