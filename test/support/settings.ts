import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { versionOfAll } from '../../db/exam-session/settings-versions.ts';
import { examSessions } from '../../db/schema/index.ts';

/** Changes a setting of an exam session that no rule depends on. */
export async function changeSettings(db: Database, examSessionId: string): Promise<void> {
  await db
    .update(examSessions)
    .set({
      settings: sql`jsonb_set(${examSessions.settings}, '{supportPhone}', to_jsonb(${randomUUID()}::text))`,
    })
    .where(eq(examSessions.id, examSessionId));
}

/** Reads the version of everything that is set for an exam session. */
export async function versionOfSettings(db: Database, examSessionId: string): Promise<number> {
  const [row] = await db
    .select({ version: versionOfAll })
    .from(examSessions)
    .where(eq(examSessions.id, examSessionId));
  return row?.version ?? 0;
}
