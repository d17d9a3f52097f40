import { eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { examSessions, offerings } from '../schema/index.ts';

/** Tells whether an exam session is closed: nothing of it is set any more, by whatever way it is asked for. */
export async function isSessionClosed(db: Reader, examSessionId: string): Promise<boolean> {
  const [session] = await db
    .select({ state: examSessions.state })
    .from(examSessions)
    .where(eq(examSessions.id, examSessionId));
  return session?.state === 'closed';
}

/** Tells the same of the exam session in which something is offered. */
export async function isOfferingClosed(db: Reader, offeringId: number): Promise<boolean> {
  const [session] = await db
    .select({ state: examSessions.state })
    .from(offerings)
    .innerJoin(examSessions, eq(examSessions.id, offerings.examSessionId))
    .where(eq(offerings.id, offeringId));
  return session?.state === 'closed';
}
