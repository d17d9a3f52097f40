import { and, eq, max } from 'drizzle-orm';
import type { Mode } from '../../domain/subjects.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { offerings, subjects, windows } from '../schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

const KINDS = { written: 'ticketWritten', oral: 'ticketOral' } as const;

export interface TicketPrintOpening {
  examSessionId: string;
  mode: Mode;
  opensAt: Date;
  /** The name written to the audit log. */
  actor: Actor;
}

/**
 * Moves the opening of 准考证打印时间 of one mode, for everybody. It stays open as long as was set before, and at least until
 * the day after the last test of the mode.
 */
export async function openTicketPrint(
  db: Database,
  { examSessionId, mode, opensAt, actor }: TicketPrintOpening,
  now: Date,
): Promise<{ opensAt: Date; closesAt: Date }> {
  const kind = KINDS[mode];
  return db.transaction(async (transaction) => {
    const [before] = await transaction
      .select({ closesAt: windows.closesAt })
      .from(windows)
      .where(and(eq(windows.examSessionId, examSessionId), eq(windows.kind, kind), eq(windows.scope, '*')))
      .for('update');
    const [last] = await transaction
      .select({ endsAt: max(offerings.examEndsAt) })
      .from(offerings)
      .innerJoin(subjects, eq(subjects.code, offerings.subjectCode))
      .where(and(eq(offerings.examSessionId, examSessionId), eq(subjects.mode, mode)));
    const dayAfter = Math.max(last?.endsAt?.getTime() ?? 0, opensAt.getTime()) + DAY_MS;
    const closesAt = new Date(Math.max(before?.closesAt.getTime() ?? 0, dayAfter));
    await transaction
      .insert(windows)
      .values({ examSessionId, kind, scope: '*', opensAt, closesAt })
      .onConflictDoUpdate({
        target: [windows.examSessionId, windows.kind, windows.scope],
        set: { opensAt, closesAt },
      });
    await recordAudit(transaction, {
      actor,
      action: 'ticketPrintOpened',
      target: examSessionId,
      details: { mode, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() },
      happenedAt: now,
    });
    return { opensAt, closesAt };
  });
}
