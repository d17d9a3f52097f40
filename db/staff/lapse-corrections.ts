import { and, eq, type SQL } from 'drizzle-orm';
import type { Actor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Transaction } from '../connect.ts';
import { recordAudit } from '../record-audit.ts';
import { corrections } from '../schema/index.ts';

/** Ends corrections that nobody has decided: they change nothing, and others may be submitted. */
export async function lapseCorrections(
  tx: Transaction,
  which: SQL | undefined,
  { actor, at }: { actor: Actor; at: Instant },
): Promise<void> {
  const ended = await tx
    .update(corrections)
    .set({ state: 'lapsed', decidedAt: at })
    .where(and(eq(corrections.state, 'submitted'), which))
    .returning();
  await recordAudit(
    tx,
    ...ended.map(({ registrationId, fields, submittedBy }) => ({
      actor,
      action: 'correctionLapsed' as const,
      target: `candidate/${registrationId}`,
      details: { columns: fields, submittedBy },
      happenedAt: at,
    })),
  );
}
