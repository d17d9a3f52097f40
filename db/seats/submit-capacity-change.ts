import { and, eq } from 'drizzle-orm';
import { capacityRefusal, isCut, leastCapacity } from '../../domain/seats/capacity.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { Database, Transaction } from '../connect.ts';
import { capacityChanges } from '../schema/index.ts';
import { isOfferingClosed } from '../exam-session/closed-sessions.ts';
import { followCapacityChange, lockPool } from './change-capacity.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import { answerRemembered } from '../commands.ts';
import { staffActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';
import type { Instant } from '../../domain/time.ts';

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

/**
 * Raises a pool at once; files a cut for a second person to decide. While a cut waits nothing else is: the second person sees
 * a difference that holds until they have decided.
 */
export async function submitCapacityChange(
  db: Pick<Database, 'transaction'>,
  { command, ...change }: NewCapacityChange,
  now: Instant,
): Promise<CapacityOutcome> {
  const { id, offeringId, capacity, submittedBy } = change;
  const actor = staffActor(submittedBy);
  return db.transaction(async (tx): Promise<CapacityOutcome> => {
    const pool = await lockPool(tx, offeringId);
    const code =
      ((await isOfferingClosed(tx, offeringId)) ? CLOSED : null) ??
      capacityRefusal(pool, capacity) ??
      ((await isCutWaiting(tx, offeringId)) ? PENDING : null);
    if (code) return { kind: 'refused', code, least: leastCapacity(pool) };
    const before = pool.capacity;
    const cut = isCut(pool, capacity);
    const state = cut ? 'submitted' : 'approved';
    await tx.insert(capacityChanges).values({ ...change, before, state, submittedAt: now });
    if (command)
      await answerRemembered(
        tx,
        command,
        { subject: subjectOf('capacity-change', id), answer: SUBMITTED },
        { acceptedAt: now, aheadAt: null },
      );
    if (!cut) {
      const promoted = await followCapacityChange(tx, { offeringId, before, capacity, actor, at: now });
      return { kind: 'raised', before, promoted };
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
}

const CLOSED = 'EXAM_SESSION_CLOSED' satisfies DomainErrorCode;
const PENDING = 'CAPACITY_PENDING' satisfies DomainErrorCode;

/** Tells whether a cut of a pool waits for a second person. The pool must be locked. */
async function isCutWaiting(tx: Transaction, offeringId: number): Promise<boolean> {
  const { state } = capacityChanges;
  return (
    (await tx.$count(
      capacityChanges,
      and(eq(capacityChanges.offeringId, offeringId), eq(state, 'submitted')),
    )) > 0
  );
}
