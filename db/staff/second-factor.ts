import { and, count, eq, isNull, lt, sql } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { endSignInsOfStaff } from '../passport/sign-ins.ts';
import { recordAudit } from '../record-audit.ts';
import { SEALED } from '../sealed-places.ts';
import { staffRecoveryCodes, staffSecondFactors, staffSessions } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

/** The secrets of somebody's authenticator in base32: the one in use, and one that is being set up. */
export interface SecondFactor {
  secret: string | null;
  next: string | null;
}

export async function readSecondFactor(db: Reader, vault: Vault, account: string): Promise<SecondFactor> {
  const [row] = await db.select().from(staffSecondFactors).where(eq(staffSecondFactors.account, account));
  const { sealedSecret = null, sealedNext = null } = row ?? {};
  return {
    secret: sealedSecret === null ? null : vault.open<string>(SEALED.staffSecret(account), sealedSecret),
    next: sealedNext === null ? null : vault.open<string>(SEALED.staffNextSecret(account), sealedNext),
  };
}

/** Keeps a new secret until a code of it is entered; the one in use stays. */
export async function beginSecondFactor(
  db: Database,
  vault: Vault,
  { account, secret }: { account: string; secret: string },
): Promise<void> {
  const sealedNext = vault.seal(SEALED.staffNextSecret(account), secret);
  await db
    .insert(staffSecondFactors)
    .values({ account, sealedNext })
    .onConflictDoUpdate({ target: staffSecondFactors.account, set: { sealedNext } });
}

/**
 * Puts the new secret in use, of which a code was entered, with new recovery codes; all other sign-ins end.
 * @returns false when another one has been begun meanwhile
 */
export async function confirmSecondFactor(
  db: Database,
  vault: Vault,
  confirmed: { account: string; secret: string; step: number; codeHashes: string[]; tokenHash: string },
  now: Instant,
): Promise<boolean> {
  const { account, secret, step, codeHashes, tokenHash } = confirmed;
  return db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(staffSecondFactors)
      .where(eq(staffSecondFactors.account, account))
      .for('update');
    const place = SEALED.staffNextSecret(account);
    if (!row?.sealedNext || vault.open<string>(place, row.sealedNext) !== secret) return false;
    await tx
      .update(staffSecondFactors)
      .set({
        sealedSecret: vault.seal(SEALED.staffSecret(account), secret),
        sealedNext: null,
        lastStep: step,
      })
      .where(eq(staffSecondFactors.account, account));
    await replaceCodes(tx, account, codeHashes);
    await endSignInsOfStaff(tx, account, now, tokenHash);
    await noteShown(tx, vault, tokenHash, now);
    const actor = staffActor(account);
    await recordAudit(tx, { actor, action: 'secondFactorSet', target: actor, happenedAt: now });
    return true;
  });
}

/** Takes a code's time step, once, and completes the sign-in, if there is one. @returns false for a step that was taken, or an earlier one */
export async function takeStep(
  db: Database,
  vault: Vault,
  { account, step, tokenHash }: { account: string; step: number; tokenHash: string | null },
  now: Instant,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const taken = await tx
      .update(staffSecondFactors)
      .set({ lastStep: step })
      .where(and(eq(staffSecondFactors.account, account), lt(staffSecondFactors.lastStep, step)))
      .returning({ account: staffSecondFactors.account });
    if (taken.length === 0) return false;
    await noteShown(tx, vault, tokenHash, now);
    return true;
  });
}

/** Takes a recovery code, once, and completes the sign-in, if there is one. */
export async function takeRecoveryCode(
  db: Database,
  vault: Vault,
  { account, codeHash, tokenHash }: { account: string; codeHash: string; tokenHash: string | null },
  now: Instant,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const own = eq(staffRecoveryCodes.account, account);
    const taken = await tx
      .update(staffRecoveryCodes)
      .set({ usedAt: now })
      .where(and(own, eq(staffRecoveryCodes.codeHash, codeHash), isNull(staffRecoveryCodes.usedAt)))
      .returning({ account: staffRecoveryCodes.account });
    if (taken.length === 0) return false;
    await noteShown(tx, vault, tokenHash, now);
    const left = await countRecoveryCodes(tx, account);
    const actor = staffActor(account);
    await recordAudit(tx, {
      actor,
      action: 'recoveryCodeUsed',
      target: actor,
      details: { left },
      happenedAt: now,
    });
    return true;
  });
}

/** Replaces the recovery codes: the ones before work no more. */
export async function renewRecoveryCodes(
  db: Database,
  account: string,
  codeHashes: string[],
  now: Instant,
): Promise<void> {
  await db.transaction(async (tx) => {
    await replaceCodes(tx, account, codeHashes);
    const actor = staffActor(account);
    await recordAudit(tx, { actor, action: 'recoveryCodesMade', target: actor, happenedAt: now });
  });
}

/** Counts the recovery codes that still work. */
export async function countRecoveryCodes(db: Reader, account: string): Promise<number> {
  const [row] = await db
    .select({ left: count() })
    .from(staffRecoveryCodes)
    .where(and(eq(staffRecoveryCodes.account, account), isNull(staffRecoveryCodes.usedAt)));
  return row?.left ?? 0;
}

/**
 * Takes the authenticator and its recovery codes away, in the transaction of the change that does so: the database
 * refuses it otherwise. @returns whether there was one
 */
export async function removeSecondFactor(tx: Transaction, account: string): Promise<boolean> {
  await tx.delete(staffRecoveryCodes).where(eq(staffRecoveryCodes.account, account));
  const removed = await tx
    .delete(staffSecondFactors)
    .where(eq(staffSecondFactors.account, account))
    .returning({ inUse: sql<boolean>`${staffSecondFactors.sealedSecret} is not null` });
  return removed.some(({ inUse }) => inUse);
}

async function replaceCodes(tx: Transaction, account: string, codeHashes: string[]): Promise<void> {
  await tx.delete(staffRecoveryCodes).where(eq(staffRecoveryCodes.account, account));
  await tx.insert(staffRecoveryCodes).values(codeHashes.map((codeHash) => ({ account, codeHash })));
}

/** Computes what a sign-in in which a second factor was shown is known by. */
export function secondFactorProof(vault: Vault, tokenHash: string): string {
  return vault.blindIndex('secondFactor', tokenHash);
}

async function noteShown(
  tx: Transaction,
  vault: Vault,
  tokenHash: string | null,
  now: Instant,
): Promise<void> {
  if (tokenHash === null) return;
  await tx
    .update(staffSessions)
    .set({ secondFactorAt: now, secondFactorProof: secondFactorProof(vault, tokenHash) })
    .where(and(eq(staffSessions.tokenHash, tokenHash), isNull(staffSessions.endedAt)));
}
