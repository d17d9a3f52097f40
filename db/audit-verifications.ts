import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { staffActor } from '../domain/actor.ts';
import { type Instant, MINUTE_MS } from '../domain/time.ts';
import type { Database } from './connect.ts';
import type { Reader } from './reader.ts';
import { recordAudit } from './record-audit.ts';
import { auditVerifications } from './schema/index.ts';
import type { VerificationReport } from './verify-audit.ts';

export type AuditVerification = typeof auditVerifications.$inferSelect;

/** A worker that was not heard of for so long is gone: another one begins again. */
const LEASE_MS = 5 * MINUTE_MS;
const MAX_ATTEMPTS = 3;
/** The earlier reports whose heads must still be in the chains. */
const REMEMBERED = 5;

/** Asks for a verification; while one is under way that is the one. */
export async function askVerification(
  db: Database,
  account: string,
  now: Instant,
): Promise<AuditVerification> {
  return db.transaction(async (tx) => {
    const [asked] = await tx
      .insert(auditVerifications)
      .values({ askedBy: account, askedAt: now, state: 'asked' })
      .onConflictDoNothing()
      .returning();
    if (!asked) {
      const [open] = await tx.select().from(auditVerifications).where(isNull(auditVerifications.finishedAt));
      // It may have ended just now: the newest one tells as much.
      return open ?? (await listVerifications(tx, { limit: 1 }))[0]!;
    }
    await recordAudit(tx, {
      actor: staffActor(account),
      action: 'auditVerificationAsked',
      target: `auditVerification/${asked.id}`,
      happenedAt: now,
    });
    return asked;
  });
}

/** Lists verifications, the newest first. @param before the id of the last one seen */
export async function listVerifications(
  db: Reader,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<AuditVerification[]> {
  const { id } = auditVerifications;
  return db
    .select()
    .from(auditVerifications)
    .where(before === undefined ? undefined : lt(id, before))
    .orderBy(desc(id))
    .limit(limit);
}

/** Takes the verification that was asked for, or whose worker is gone; null when there is none. */
export async function claimVerification(db: Database, now: Instant): Promise<AuditVerification | null> {
  const { id, state, aliveAt, attempts } = auditVerifications;
  const [claimed] = await db
    .update(auditVerifications)
    .set({ state: 'running', aliveAt: now, attempts: sql`${attempts} + 1` })
    .where(or(eq(state, 'asked'), and(eq(state, 'running'), lt(aliveAt, now - LEASE_MS))))
    .returning();
  if (!claimed) return null;
  if (claimed.attempts <= MAX_ATTEMPTS) return claimed;
  await db.update(auditVerifications).set({ state: 'failed', finishedAt: now }).where(eq(id, claimed.id));
  return null;
}

/** Says that its worker is still there. */
export async function keepVerification(db: Database, id: number, now: Instant): Promise<void> {
  await db.update(auditVerifications).set({ aliveAt: now }).where(eq(auditVerifications.id, id));
}

/** Gives a verification back, for whichever worker is there next. */
export async function giveBackVerification(db: Database, id: number): Promise<void> {
  await db.update(auditVerifications).set({ state: 'asked' }).where(eq(auditVerifications.id, id));
}

export async function finishVerification(
  db: Database,
  id: number,
  report: VerificationReport,
  now: Instant,
): Promise<void> {
  await db
    .update(auditVerifications)
    .set({ state: 'done', finishedAt: now, report })
    .where(eq(auditVerifications.id, id));
}

/** Reads the heads that the last verifications saw: each must still be in its chain. */
export async function rememberedHeads(db: Reader): Promise<string[]> {
  const { id, report, state } = auditVerifications;
  const rows = await db
    .select({ report })
    .from(auditVerifications)
    .where(eq(state, 'done'))
    .orderBy(desc(id))
    .limit(REMEMBERED);
  const heads = rows.flatMap((row) => row.report?.trails.map(({ head }) => head) ?? []);
  return [...new Set(heads)].filter((head) => head !== '');
}
