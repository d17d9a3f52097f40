import { capacityRefusal, isCut, leastCapacity } from '../../domain/seats/capacity.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { Database } from '../connect.ts';
import { capacityChanges } from '../schema/index.ts';
import { changeCapacity, lockPool } from './change-capacity.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import { rememberAnswer } from '../commands.ts';
import { violatedIndex } from '../unique-violation.ts';
import { staffActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';

export interface NewCapacityChange {
  id: string;
  offeringId: number;
  /** School of the campus. */
  schoolCode: string;
  capacity: number;
  submittedBy: string;
  /** The command that asks for it; unset when it does not come over HTTP. */
  command?: { commandId: string; requestHash: string };
}

export type CapacityOutcome =
  | { kind: 'raised'; before: number; promoted: number }
  /** The answer when nothing has changed yet: a second person is asked. */
  | { kind: 'submitted'; before: number }
  | { kind: 'refused'; code: DomainErrorCode; least: number };

/** Raises a pool at once; files a cut for a second person to decide. */
export async function submitCapacityChange(
  db: Database,
  { command, ...change }: NewCapacityChange,
  now: Date,
): Promise<CapacityOutcome> {
  const { id, offeringId, capacity, submittedBy } = change;
  const actor = staffActor(submittedBy);
  let least = 0;
  try {
    return await db.transaction(async (tx): Promise<CapacityOutcome> => {
      const pool = await lockPool(tx, offeringId);
      least = leastCapacity(pool);
      const code = capacityRefusal(pool, capacity);
      if (code) return { kind: 'refused', code, least };
      const before = pool.capacity;
      const cut = isCut(pool, capacity);
      const state = cut ? 'submitted' : 'approved';
      await tx.insert(capacityChanges).values({ ...change, before, state, submittedAt: now });
      if (command)
        await rememberAnswer(
          tx,
          command,
          { subject: subjectOf('capacity-change', id), answer: SUBMITTED },
          now,
        );
      if (!cut) {
        const answer = await changeCapacity(tx, { offeringId, capacity, actor, at: now });
        return { kind: 'raised', before, promoted: answer.kind === 'changed' ? answer.promoted : 0 };
      }
      await recordAudit(tx, {
        actor,
        action: 'capacityCutSubmitted',
        target: `offering/${offeringId}`,
        details: { from: before, to: capacity },
        happenedAt: now,
      });
      return { kind: 'submitted', before };
    });
  } catch (error) {
    if (violatedIndex(error) === 'capacity_changes_one_open_per_offering')
      return { kind: 'refused', code: 'CAPACITY_PENDING', least };
    throw error;
  }
}
