import { listRegistered } from '../../db/registration/list-registered.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import { peopleAskedIn } from '../../domain/registration/people-filter.ts';
import type { FilterWork } from '../batches/filter-work.ts';
import { sessionOf } from '../batches/session-of.ts';

/** Finds those of an exam session who are registered and whom a batch's filter is about. */
export const peoplePage: FilterWork['page'] = async ({ db, vault }, batch, after, limit) => {
  const rows = await listRegistered(db, {
    ...peopleAskedIn(batch.filter ?? {}),
    examSessionId: sessionOf(batch),
    scope: batch.scope,
    after: after ? [after.schoolCode, after.key] : undefined,
    limit,
  });
  return rows.map(({ id, personal, schoolCode }) => {
    const { name, idNumber, studentNumber } = openRollRow(vault, { id, personal });
    return { key: id, schoolCode, cells: { name, idNumber, studentNumber } };
  });
};
