import { eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { examSessions } from '../schema/index.ts';

/** Reads the version of an exam session's settings alone; null when there is no such exam session. */
export async function readSettingsVersion(db: Reader, examSessionId: string): Promise<number | null> {
  const [examSession] = await db
    .select({ settingsVersion: examSessions.settingsVersion })
    .from(examSessions)
    .where(eq(examSessions.id, examSessionId));
  return examSession?.settingsVersion ?? null;
}
