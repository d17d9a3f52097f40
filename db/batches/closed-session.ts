import type { BatchKind } from '../../domain/batches/batch.ts';
import { SETTING_KINDS } from '../../domain/batches/rights.ts';
import { isSessionClosed } from '../exam-session/closed-sessions.ts';
import type { Reader } from '../reader.ts';

/** Tells whether a batch would set something of an exam session that is closed. */
export async function setsClosedSession(
  db: Reader,
  { kind, examSessionId }: { kind: BatchKind; examSessionId: string | null },
): Promise<boolean> {
  return examSessionId !== null && SETTING_KINDS.includes(kind) && isSessionClosed(db, examSessionId);
}
