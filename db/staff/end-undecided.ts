import { and, eq, type SQL } from 'drizzle-orm';
import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { capacityChanges, corrections, rebinds } from '../schema/index.ts';

/** How submissions end that nobody has decided, by whom and when. */
export interface UndecidedEnd {
  to: 'lapsed' | 'withdrawn';
  actor: Actor;
  at: Instant;
}

/** Ends cuts of capacity that nobody has decided: they change nothing. */
export async function endCapacityCuts(
  tx: Transaction,
  which: SQL | undefined,
  { to, actor, at }: UndecidedEnd,
): Promise<void> {
  const ended = await tx
    .update(capacityChanges)
    .set({ state: to, decidedAt: at })
    .where(and(eq(capacityChanges.state, 'submitted'), which))
    .returning();
  await recordAudit(
    tx,
    ...ended.map(({ offeringId, before: from, capacity, submittedBy }) => ({
      actor,
      action: to === 'lapsed' ? ('capacityCutLapsed' as const) : ('capacityCutWithdrawn' as const),
      target: `offering/${offeringId}`,
      details: { from, to: capacity, submittedBy },
      happenedAt: at,
    })),
  );
}

/** Ends corrections that nobody has decided: they change nothing, and others may be submitted. */
export async function endCorrections(
  tx: Transaction,
  which: SQL | undefined,
  { to, actor, at }: UndecidedEnd,
): Promise<void> {
  const ended = await tx
    .update(corrections)
    .set({ state: to, decidedAt: at })
    .where(and(eq(corrections.state, 'submitted'), which))
    .returning();
  await recordAudit(
    tx,
    ...ended.map(({ registrationId, fields, submittedBy }) => ({
      actor,
      action: to === 'lapsed' ? ('correctionLapsed' as const) : ('correctionWithdrawn' as const),
      target: `candidate/${registrationId}`,
      details: { columns: fields, submittedBy },
      happenedAt: at,
    })),
  );
}

/** Ends rebinds that nobody has decided: both passports stay as they are. */
export async function endRebinds(
  tx: Transaction,
  which: SQL | undefined,
  { to, actor, at }: UndecidedEnd,
): Promise<void> {
  const ended = await tx
    .update(rebinds)
    .set({ state: to, decidedAt: at })
    .where(and(eq(rebinds.state, 'submitted'), which))
    .returning();
  await recordAudit(
    tx,
    ...ended.map(({ id, newPassportId, oldPassportId }) => ({
      actor,
      action: to === 'lapsed' ? ('rebindLapsed' as const) : ('rebindWithdrawn' as const),
      target: `rebind/${id}`,
      details: { newPassportId, oldPassportId },
      happenedAt: at,
    })),
  );
}
