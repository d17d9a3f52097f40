import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, describe, expect, it } from 'vitest';
import type { BatchKind, BatchState } from '../../../domain/batches/batch.ts';
import { BATCH_STATES, isFilterKind, isOver } from '../../../domain/batches/batch.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import { onDatabase } from '../../support/sql.ts';

const { url, ownerUrl } = await createTestDatabase();
const [application, owner] = [postgres(url, { max: 1, onnotice: () => {} }), postgres(ownerUrl, { max: 1 })];
afterAll(() => Promise.all([application.end(), owner.end()]));
const asApplication = (statement: string) => application.unsafe(statement).execute();
/** Writes as nobody can who is not the owner, past every guard. */
const written = (statement: string) => owner.unsafe(`set session_replication_role = replica; ${statement}`);

/** Writes a batch with two rows, the first of which was done if any could be. */
async function batchAt(kind: BatchKind, state: BatchState): Promise<string> {
  const id = randomUUID();
  const ended = isOver(state) ? 'now()' : 'null';
  const filter = isFilterKind(kind) ? "'{}'" : 'null';
  await written(`
    insert into batches (id, kind, scope, started_by, state, filter, sealed_parameters, sealed_headings, sealed_file_name, file_digest, total, cursor, done, found, version, created_at, changed_at, started_at, ended_at, due_at)
    values ('${id}', '${kind}', '${id}', 'staff/command-line', '${state}', ${filter}, 'v2.aa.x', 'v2.aa.x', 'v2.aa.x', 'x', 2, 1, 1, '{}', 2, now(), now(), now(), ${ended}, now());
    insert into batch_files (batch_id, piece, sealed) values ('${id}', 0, 'x');
    insert into batch_rows (batch_id, line, outcome, result, key, other_key, holder, school_code, seen, changes, kept, sealed)
    values ('${id}', 1, 'new', 'done', 'one', 'one', 'one', '99001', '1', '{a}', '{a}', 'v2.aa.x'),
      ('${id}', 2, 'new', 'waiting', 'two', 'two', 'two', '99001', '1', '{a}', '{a}', 'v2.aa.x')`);
  return id;
}

const change = (id: string, set: string) => asApplication(`update batches set ${set} where id = '${id}'`);
const changeRow = (id: string, line: number, set: string) =>
  asApplication(`update batch_rows set ${set} where batch_id = '${id}' and line = ${line}`);
const REFUSED = /permission denied|goes forward only|stays|written down|check constraint|second person/;

const STEPS: Partial<Record<BatchState, readonly BatchState[]>> = {
  uploading: ['reading', 'cancelled'],
  reading: ['mapping', 'checking', 'failed', 'cancelled'],
  mapping: ['checking', 'cancelled'],
  checked: ['running', 'cancelled'],
  submitted: ['running', 'cancelled'],
  running: ['paused', 'done', 'failed', 'cancelled'],
  paused: ['running', 'cancelled'],
};

describe.each(['roll', 'messages', 'decisions'] as const)(
  'by SQL as the application, a batch of %s',
  (kind) => {
    it('takes the steps that there are, and none back', async () => {
      const checking = isFilterKind(kind) ? (['submitted', 'running'] as const) : (['checked'] as const);
      const steps: typeof STEPS = { ...STEPS, checking: [...checking, 'failed', 'cancelled'] };
      for (const from of BATCH_STATES) {
        const taken: string[] = [];
        const refusals: string[] = [];
        for (const to of BATCH_STATES.filter((one) => one !== from)) {
          const id = await batchAt(kind, from);
          const ends = isOver(to) ? ', ended_at = now()' : ', ended_at = null';
          const told = await change(id, `state = '${to}'${ends}`).then(
            () => '',
            (error: Error) => error.message,
          );
          // That it takes a second person, too, is told before.
          if (told === '' || (/second person/.test(told) && steps[from]?.includes(to))) taken.push(to);
          else refusals.push(told);
        }
        expect(refusals.filter((told) => !/goes forward only|second person/.test(told))).toEqual([]);
        expect({ from, taken: taken.toSorted() }).toEqual({
          from,
          taken: [...(steps[from] ?? [])].toSorted(),
        });
      }
    });

    it('is about what it was once that was seen, whoever would exchange it', async () => {
      for (const state of [
        'checked',
        'submitted',
        'running',
        'paused',
        'done',
        'cancelled',
        'failed',
      ] as const) {
        const id = await batchAt(kind, state);
        for (const set of [
          'total = 1',
          'cursor = 0',
          'done = 0',
          'refused = 7, unchanged = 0, cursor = 0',
          'found = \'{"new": 1}\'',
          "sealed_parameters = 'v2.bb.y'",
          "sealed_headings = 'v2.bb.y'",
          "sealed_file_name = 'v2.bb.y'",
          "file_digest = 'y'",
          'file_bytes = 7',
          'options = \'{"overwrite": true}\'',
          'version = 1',
          "started_at = '2020-01-01'",
          "problem = '{}'",
        ])
          await expect(change(id, set), `${state}: ${set}`).rejects.toThrow(REFUSED);
        for (const set of [
          "key = 'other'",
          "other_key = 'other'",
          "holder = 'other'",
          "school_code = 'other'",
          "seen = '2'",
          "sealed = 'v2.bb.y'",
          "changes = '{b}'",
          "kept = '{b}'",
          'line = 7',
          "outcome = 'bad'",
          'turn = 1',
          'tied = true',
          "flaws = '[]'",
          "result = 'waiting'",
        ])
          await expect(changeRow(id, 1, set), `${state}: ${set}`).rejects.toThrow(/stays|permission denied/);
        await expect(
          asApplication(
            `insert into batch_rows (batch_id, line, outcome, key) values ('${id}', 9, 'new', 'x')`,
          ),
        ).rejects.toThrow(/written down/);
        await expect(
          asApplication(`insert into batch_files (batch_id, piece, sealed) values ('${id}', 9, 'x')`),
        ).rejects.toThrow(/written down/);
        await expect(
          asApplication(`update batch_files set sealed = 'y' where batch_id = '${id}'`),
        ).rejects.toThrow(/permission denied/);
        const others = [
          ...(isOver(state) ? [] : [`delete from batch_rows where batch_id = '${id}'`]),
          ...(isOver(state) ? [] : [`delete from batch_files where batch_id = '${id}'`]),
          ...(state === 'running'
            ? []
            : [`update batch_rows set result = 'done' where batch_id = '${id}' and line = 2`]),
        ];
        for (const one of others) await expect(asApplication(one)).rejects.toThrow(/stays/);
      }
    });

    it('begins with nothing known of it', async () => {
      const begun = isFilterKind(kind) ? 'checking' : 'uploading';
      const filter = isFilterKind(kind) ? "'{}'" : 'null';
      for (const [state, total] of [
        ['running', 0],
        ['checked', 0],
        ['submitted', 0],
        [begun, 1],
      ] as const)
        await expect(
          asApplication(`insert into batches (id, kind, scope, started_by, state, filter, sealed_parameters, total, created_at, changed_at)
          values ('${randomUUID()}', '${kind}', '*', 'staff/command-line', '${state}', ${filter}, '-', ${total}, now(), now())`),
        ).rejects.toThrow(/nobody written down|nobody is signed in/);
    });

    it('runs, hears of mails that bounced, and is cleared', async () => {
      const id = await batchAt(kind, 'running');
      await changeRow(id, 2, "result = 'done'");
      await change(id, 'cursor = 2, done = 2, due_at = now()');
      await change(id, "state = 'done', ended_at = now()");
      await changeRow(id, 2, "result = 'refused', refusal = 'BOUNCED'");
      await change(id, 'done = 1, refused = 1');
      await asApplication(`delete from batch_files where batch_id = '${id}'`);
      await asApplication(`delete from batch_rows where batch_id = '${id}' and result <> 'refused'`);
      await changeRow(id, 2, 'sealed = null, key = null, other_key = null, holder = null, seen = null');
      await change(id, 'sealed_headings = null, due_at = null');
      await change(id, 'sealed_parameters = null');
    });
  },
);

it('nothing is exchanged while a batch moves on', async () => {
  const id = randomUUID();
  await written(`insert into batches (id, kind, scope, started_by, state, created_at, changed_at)
    values ('${id}', 'roll', '*', 'staff/command-line', 'checking', now(), now());
    insert into batch_rows (batch_id, line, outcome, key) values ('${id}', 1, 'new', 'one')`);
  for (const statement of [
    `update batch_rows set outcome = 'bad' where batch_id = '${id}'`,
    `insert into batch_rows (batch_id, line, outcome, key) values ('${id}', 2, 'new', 'two')`,
  ])
    await onDatabase(url, async (sql) => {
      await sql.begin(async (tx) => {
        await tx.unsafe(statement);
        const moved = onDatabase(url, (other) =>
          other.unsafe(`set lock_timeout = '200ms'; update batches set state = 'checked' where id = '${id}'`),
        );
        await expect(moved).rejects.toThrow(/lock timeout/);
      });
    });
});
