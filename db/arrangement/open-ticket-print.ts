import { and, eq, max, ne } from 'drizzle-orm';
import { scopesLeftOut } from '../../domain/exam-session/windows.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Mode } from '../../domain/subjects.ts';
import { DAY_MS, type Instant, isoInstant, type Period } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { scopedWindowColumns } from '../exam-session/read-windows.ts';
import { offerings, subjects, windows } from '../schema/index.ts';
import type { Actor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

const KINDS = { written: 'ticketWritten', oral: 'ticketOral' } as const;

export interface TicketPrintOpening {
  examSessionId: string;
  mode: Mode;
  opensAt: Instant;
  /** The name written to the audit log. */
  actor: Actor;
}

/**
 * Moves the opening of 准考证打印时间 of one mode, for everybody. It stays open as long as was set before, and at least until
 * the day after the last test of the mode.
 * @returns the time set; or, with nothing set, the scopes whose own time would leave no time at all with it
 */
export async function openTicketPrint(
  db: Database,
  { examSessionId, mode, opensAt, actor }: TicketPrintOpening,
  now: Instant,
): Promise<Period | { leftOut: Scope[] }> {
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
    const dayAfter = Math.max(last?.endsAt ?? 0, opensAt) + DAY_MS;
    const closesAt = Math.max(before?.closesAt ?? 0, dayAfter);
    const narrower = await transaction
      .select(scopedWindowColumns)
      .from(windows)
      .where(and(eq(windows.examSessionId, examSessionId), eq(windows.kind, kind), ne(windows.scope, '*')));
    const leftOut = scopesLeftOut({ opensAt, closesAt }, narrower);
    if (leftOut.length > 0) return { leftOut };
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
      details: { mode, opensAt: isoInstant(opensAt), closesAt: isoInstant(closesAt) },
      happenedAt: now,
    });
    return { opensAt, closesAt };
  });
}
