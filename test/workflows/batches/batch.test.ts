import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import type { TransactionSql } from 'postgres';
import { describe, expect, it } from 'vitest';
import { stepBatch } from '../../../activities/batches/step-batch.ts';
import { IMPORT_WORKS } from '../../../activities/imports/works.ts';
import { listRows } from '../../../db/batches/list-rows.ts';
import { orderBatch } from '../../../db/batches/order-batch.ts';
import { readBatch } from '../../../db/batches/read-batch.ts';
import { batchFiles, batchRows, candidates } from '../../../db/schema/index.ts';
import { COMMAND_LINE } from '../../../domain/actor.ts';
import type { BatchOrder } from '../../../domain/batches/batch.ts';
import type { RollCells } from '../../../domain/roll/roll.ts';
import type { Scope } from '../../../domain/scopes.ts';
import { DAY_MS, MINUTE_MS } from '../../../domain/time.ts';
import { batchWorkflowId } from '../../../workflows/batches/messages.ts';
import { batchAt, sendFile } from '../../support/batches.ts';
import { startPlatform, TEST_KEYS } from '../../support/platform.ts';
import { eventually } from '../../support/records.ts';
import { mintRollCells } from '../../support/roll-cells.ts';
import { onDatabase } from '../../support/sql.ts';
import { csvOf, rollTable } from '../../support/table-files.ts';
import { createTestClock } from '../../support/test-clock.ts';
import { mintPlace } from '../../support/walk.ts';

const clock = createTestClock('2026-09-20T02:00:00Z');
const platform = await startPlatform({ clock, batches: true });
const { db } = platform;

// Every write of a row of a roll is noted: what is done twice shows.
await onDatabase(platform.ownerUrl, (owner) =>
  owner.unsafe(`
    create table roll_writes (id uuid not null);
    create function note_roll_write() returns trigger language plpgsql security definer as
      $$ begin insert into roll_writes values (new.id); return new; end $$;
    create trigger note_roll_write after insert or update on candidates for each row execute function note_roll_write();
  `),
);

async function mintSchool() {
  const { examSessionId, campus } = await mintPlace(platform);
  return { examSessionId, schoolCode: campus.schoolCode, campusCode: campus.code };
}
type School = Awaited<ReturnType<typeof mintSchool>>;

const rollOf = ({ campusCode }: School, count: number, changes: Partial<RollCells> = {}) =>
  Array.from({ length: count }, () => mintRollCells({ campusCode, ...changes }));

const sent = ({ examSessionId, schoolCode }: School, rows: RollCells[], scope = schoolCode) =>
  sendFile(platform, csvOf(rollTable(rows)), {
    kind: 'roll',
    examSessionId,
    scope: scope as Scope,
    startedBy: COMMAND_LINE,
  });
const order = async (id: string, what: BatchOrder) =>
  (await orderBatch(db, { id, order: what, actor: COMMAND_LINE }, clock.now())).kind;
const step = (id: string) => stepBatch(platform, IMPORT_WORKS, id, () => {});
const onRoll = async ({ examSessionId }: School) =>
  (await db.select().from(candidates).where(eq(candidates.examSessionId, examSessionId))).length;
async function writesOf({ examSessionId }: School) {
  const [row] = await onDatabase(
    platform.ownerUrl,
    (owner) =>
      owner`select count(*)::int as writes, count(distinct id)::int as rows from roll_writes
        where id in (select id from candidates where exam_session_id = ${examSessionId})`,
  );
  return row;
}

/** Lets pages wait for the school's roll, with their rows read and not written; `pageWaits` is done once one does. */
const whilePagesWait = (act: (pageWaits: () => Promise<void>, held: TransactionSql) => Promise<void>) =>
  onDatabase(platform.ownerUrl, (owner) =>
    owner.begin(async (held) => {
      await held`select pg_advisory_xact_lock(70234002)`;
      const pageWaits = () =>
        eventually(async () => {
          await platform.deliverMessages();
          const waiting = await onDatabase(
            platform.ownerUrl,
            (other) => other`select pid from pg_locks where locktype = 'advisory' and not granted`,
          );
          return waiting.length;
        }).toBe(1);
      await act(pageWaits, held);
    }),
  );

describe('a batch', () => {
  it('reads, checks, waits for a person, and runs', async () => {
    const school = await mintSchool();
    const id = await sent(school, [...rollOf(school, 3), ...rollOf(school, 1, { sex: '?' })]);
    const checked = await batchAt(platform, id, 'checked');
    expect(checked.found).toEqual({
      new: 3,
      changed: 0,
      unchanged: 0,
      conflict: 0,
      bad: 1,
      missing: 0,
      kept: 0,
      removed: 0,
    });
    expect(await onRoll(school)).toBe(0);
    expect(await order(id, 'start')).toBe('done');
    const done = await batchAt(platform, id, 'done');
    expect(done).toMatchObject({ total: 4, done: 3, unchanged: 0, refused: 1 });
    expect(await onRoll(school)).toBe(3);
  });

  it('is paused, its worker ends, and another goes on where it was; no row is done twice', async () => {
    const school = await mintSchool();
    const id = await sent(school, rollOf(school, 1_100));
    await batchAt(platform, id, 'checked');
    await platform.stopWorker();
    await order(id, 'start');
    await step(id);
    expect(await order(id, 'pause')).toBe('done');
    expect(await readBatch(db, id)).toMatchObject({ state: 'paused', done: 500 });
    await step(id);
    expect(await onRoll(school)).toBe(500);
    await platform.resumeWorker();
    expect(await order(id, 'resume')).toBe('done');
    // Two at once, as when a worker that was thought dead comes back, do each page once as well.
    const other = step(id);
    const done = await batchAt(platform, id, 'done');
    await other;
    expect(done).toMatchObject({ total: 1_100, done: 1_100, unchanged: 0, refused: 0 });
    expect(await writesOf(school)).toEqual({ writes: 1_100, rows: 1_100 });
  });

  it('whose page is broken off has done nothing of it, and does it again', async () => {
    const school = await mintSchool();
    const id = await sent(school, rollOf(school, 60));
    await batchAt(platform, id, 'checked');
    await whilePagesWait(async (pageWaits, held) => {
      await order(id, 'start');
      await pageWaits();
      await held`select pg_cancel_backend(pid) from pg_locks where locktype = 'advisory' and not granted`;
    });
    expect(await batchAt(platform, id, 'done')).toMatchObject({ done: 60, refused: 0 });
    expect(await writesOf(school)).toEqual({ writes: 60, rows: 60 });
  });

  it('whose worker is killed in the middle of a page has done nothing of it, and another does it', async () => {
    const school = await mintSchool();
    const id = await sent(school, rollOf(school, 60));
    await batchAt(platform, id, 'checked');
    await platform.stopWorker();
    await order(id, 'start');
    await whilePagesWait(async (pageWaits) => {
      const program = path.join(import.meta.dirname, '../../support/step-batch-process.ts');
      const given = [platform.ownerUrl, JSON.stringify(TEST_KEYS), id, String(clock.now())];
      const child = fork(program, given, { execArgv: [], env: { PATH: process.env.PATH } });
      const exit = once(child, 'exit');
      await pageWaits();
      child.kill('SIGKILL');
      expect(await exit).toEqual([null, 'SIGKILL']);
    });
    expect(await onRoll(school)).toBe(0);
    await platform.resumeWorker();
    expect(await batchAt(platform, id, 'done')).toMatchObject({ done: 60, refused: 0 });
    expect(await writesOf(school)).toEqual({ writes: 60, rows: 60 });
  });

  it('that is cancelled leaves the rows that are left, and says how many were done', async () => {
    const school = await mintSchool();
    const id = await sent(school, rollOf(school, 600));
    await batchAt(platform, id, 'checked');
    await platform.stopWorker();
    await order(id, 'start');
    await step(id);
    expect(await order(id, 'cancel')).toBe('done');
    await platform.resumeWorker();
    expect(await order(id, 'resume')).toBe('moved');
    expect(await readBatch(db, id)).toMatchObject({ state: 'cancelled', total: 600, done: 500 });
    expect(await onRoll(school)).toBe(500);
    const waiting = await listRows(db, { batchId: id, results: ['waiting'], limit: 1_000 });
    expect(waiting).toHaveLength(100);
  });

  it('whose run was ended from outside goes on once it is overdue', async () => {
    const school = await mintSchool();
    const id = await sent(school, rollOf(school, 10));
    await batchAt(platform, id, 'checked');
    const workflowId = batchWorkflowId({ kind: 'roll', id });
    await platform.client.workflow.getHandle(workflowId).terminate();
    await order(id, 'start');
    await onDatabase(platform.ownerUrl, (owner) => owner`delete from outbox`);
    clock.advance(7 * MINUTE_MS);
    expect(await batchAt(platform, id, 'done')).toMatchObject({ done: 10 });
  });

  it('for which nobody comes ends, and one that is over is cleared of its file and its rows', async () => {
    const school = await mintSchool();
    const id = await sent(school, [...rollOf(school, 2), ...rollOf(school, 1, { sex: '?' })]);
    await batchAt(platform, id, 'checked');
    clock.advance(DAY_MS + 2 * MINUTE_MS);
    await batchAt(platform, id, 'cancelled');
    clock.advance(DAY_MS + 10 * MINUTE_MS);
    await eventually(async () => {
      await platform.deliverMessages();
      return (await readBatch(db, id))?.dueAt;
    }).toBeNull();
    expect(await db.select().from(batchFiles).where(eq(batchFiles.batchId, id))).toEqual([]);
    expect(await db.select().from(batchRows).where(eq(batchRows.batchId, id))).toMatchObject([
      { line: 4, result: 'refused', sealed: null, key: null, flaws: [{ code: 'UNKNOWN_VALUE' }] },
    ]);
  });

  it('goes on in a new run after so many steps', async () => {
    const school = await mintSchool();
    const id = await sent(school, rollOf(school, 2));
    const workflowId = batchWorkflowId({ kind: 'roll', id });
    await platform.client.workflow.start('batch', {
      workflowId,
      taskQueue: `${platform.taskQueue}-batches`,
      args: [{ steps: 2 }],
    });
    await batchAt(platform, id, 'checked');
    await order(id, 'start');
    await batchAt(platform, id, 'done');
    const { raw } = await platform.client.workflow.getHandle(workflowId).describe();
    expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(raw.workflowExecutionInfo?.execution?.runId);
  });
});

describe('of two batches of one kind', () => {
  it.each([
    ['the same school', (school: School) => school.schoolCode],
    ['its province', (school: School) => school.schoolCode.slice(0, 2)],
    ['everything', () => '*'],
  ])('one runs at a time, though the other is for %s', async (_, scopeOf) => {
    const school = await mintSchool();
    const [first, second] = [
      await sent(school, rollOf(school, 1)),
      await sent(school, rollOf(school, 1), scopeOf(school)),
    ];
    await batchAt(platform, first, 'checked');
    await batchAt(platform, second, 'checked');
    await order(first, 'start');
    // Done or not, the row says so: the order to pause comes first or too late.
    if ((await order(first, 'pause')) !== 'done') return;
    expect(await order(second, 'start')).toBe('busy');
    await order(first, 'cancel');
    expect(await order(second, 'start')).toBe('done');
    expect(await batchAt(platform, second, 'done')).toMatchObject({ done: 1 });
  });
});

it('a file that is no longer what was sent fails, and nothing of it is done', async () => {
  const school = await mintSchool();
  await platform.stopWorker();
  const id = await sent(school, rollOf(school, 2));
  await onDatabase(platform.ownerUrl, (owner) =>
    owner.unsafe(
      `set session_replication_role = replica; update batches set file_digest = 'another' where id = '${id}'`,
    ),
  );
  await platform.resumeWorker();
  expect((await batchAt(platform, id, 'failed')).problem?.code).toBe('CHANGED_MEANWHILE');
  expect(await onRoll(school)).toBe(0);
});
