import { and, desc, eq, gt, inArray, isNull, ne, not, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import { type Actor, candidateActor, staffActor } from '../../domain/actor.ts';
import type { Device } from '../../domain/passport/device.ts';
import { maskedNetwork } from '../../domain/passport/masked-network.ts';
import { isUseNoted, MAX_SIGN_INS, signInExpiresAt } from '../../domain/passport/sign-in-life.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import type { Reader } from '../reader.ts';
import { recordAudit } from '../record-audit.ts';
import type { ShownToken } from '../tokens.ts';
import { type passports, sessions, type staffAccounts, staffSessions } from '../schema/index.ts';

/** The tables of sign-ins, of candidates and of staff, which share their columns. */
type SignInTable = typeof sessions | typeof staffSessions;
/** One of them, for the shared columns: the query builder does not take a union. */
const shared = (table: SignInTable) => table as typeof sessions;

/** Whose sign-ins there are, and where. */
const KINDS = {
  candidate: { table: sessions, holder: sessions.passportId, actorOf: candidateActor },
  staff: { table: staffSessions, holder: staffSessions.account, actorOf: staffActor },
} as const;

export type SignInKind = keyof typeof KINDS;

/** The sign-ins of one person. */
export interface SignInsOf {
  table: SignInTable;
  owner: SQL;
  actor: Actor;
}

/** A sign-in as its owner sees it. */
export interface SignIn extends Device {
  id: string;
  tokenHash: string;
  network: string;
  createdAt: Instant;
  lastUsedAt: Instant;
}

/** A new sign-in: its token's hash, the device and the client's address, and the sign-in that it replaces. */
export interface NewSignIn {
  tokenHash: string;
  from: { device: Device; network: string };
  replacedTokenHash: string | undefined;
}

/** What the one who signs in has shown: the password with this hash, or a link mailed to this address. */
export type Shown = { passwordHash: string } | { linkMailedTo: string };

/** The condition that an account still has what was shown. */
export function stillHas(
  account: Pick<typeof passports | typeof staffAccounts, 'passwordHash' | 'emailIndex'>,
  shown: Shown,
): SQL {
  return 'passwordHash' in shown
    ? eq(account.passwordHash, shown.passwordHash)
    : eq(account.emailIndex, shown.linkMailedTo);
}

/** Names the sign-ins of a passport, or of an account of staff. */
export function signInsOf(kind: SignInKind, holderId: string): SignInsOf {
  const { table, holder, actorOf } = KINDS[kind];
  return { table, owner: eq(holder, holderId), actor: actorOf(holderId) };
}

/**
 * Writes a sign-in. Its holder is locked, and was found free to sign in under that lock: what ends all sign-ins, a
 * disabled account, a closed passport or a new password, comes before or after it, never in between.
 */
export async function openSignIn<Kind extends SignInKind>(
  tx: Transaction,
  kind: Kind,
  whose: Kind extends 'staff' ? { account: string } : { passportId: string; provinceCode: string | null },
  { tokenHash, from, replacedTokenHash }: NewSignIn,
  shown: Shown,
  now: Instant,
): Promise<void> {
  const holder = 'account' in whose ? whose.account : whose.passportId;
  const own = signInsOf(kind, holder);
  if (replacedTokenHash !== undefined) await endSignIn(tx, kind, replacedTokenHash, now);
  const row = { tokenHash, ...whose, ...newSignIn(kind, from, now) };
  await tx.insert(shared(own.table)).values(row as typeof sessions.$inferInsert);
  await endSurplus(tx, own, now);
  const provinceCode = 'provinceCode' in whose ? whose.provinceCode : null;
  await recordAudit(tx, {
    actor: own.actor,
    action: 'signedIn',
    target: own.actor,
    details: {
      ...(provinceCode !== null && { provinceCode }),
      ...('linkMailedTo' in shown && { by: 'link' as const }),
    },
    happenedAt: now,
  });
}

/** Finds whose live sign-in a token is, without prolonging it; null for nobody's. */
export async function signInHolder(
  db: Reader,
  kind: SignInKind,
  token: ShownToken,
  now: Instant,
): Promise<string | null> {
  const { table, holder, actorOf } = KINDS[kind];
  const [signIn] = await db
    .select({ id: holder })
    .from(shared(table))
    .where(and(eq(table.tokenHash, token.tokenHash), isLive(table, now)));
  return signIn && token.isOf(actorOf(signIn.id)) ? signIn.id : null;
}

/** Signs out; a sign-in that has already ended stays as it is. @returns the passport or account that was signed in */
export async function endSignIn(
  db: Pick<Database, 'update'>,
  kind: SignInKind,
  tokenHash: string,
  now: Instant,
): Promise<string | null> {
  const { table, holder } = KINDS[kind];
  const [ended] = await db
    .update(shared(table))
    .set({ endedAt: now })
    .where(and(eq(table.tokenHash, tokenHash), isNull(table.endedAt)))
    .returning({ id: holder });
  return ended?.id ?? null;
}

/** Ends every sign-in of an account of staff except the given one, if any. @returns how many were live */
export async function endSignInsOfStaff(
  tx: Transaction,
  account: string,
  now: Instant,
  keptTokenHash?: string,
): Promise<number> {
  const kept = keptTokenHash === undefined ? undefined : ne(staffSessions.tokenHash, keptTokenHash);
  return endWhere(tx, staffSessions, and(eq(staffSessions.account, account), kept), now);
}

/** Ends every sign-in of everybody, where the key is changed under which tokens are known. */
export async function endAllSignIns(db: Database): Promise<void> {
  for (const table of [sessions, staffSessions])
    await db.update(shared(table)).set({ endedAt: sql`now()` }).where(isNull(table.endedAt));
}

/** Ends every sign-in of a passport except the given one, if any. */
export async function endSignInsOfPassport(
  tx: Transaction,
  passportId: string,
  now: Instant,
  keptTokenHash?: string,
): Promise<void> {
  const kept = keptTokenHash === undefined ? undefined : ne(sessions.tokenHash, keptTokenHash);
  await endWhere(tx, sessions, and(eq(sessions.passportId, passportId), kept), now);
}

export function isLive(table: SignInTable, now: Instant | SQLWrapper): SQL | undefined {
  return and(isNull(table.endedAt), gt(table.expiresAt, now));
}

/** Builds the columns of a new sign-in. @param from.network the client's address, which is kept masked */
function newSignIn(kind: SignInKind, { device, network }: { device: Device; network: string }, now: Instant) {
  return {
    ...device,
    network: maskedNetwork(network),
    createdAt: now,
    lastUsedAt: now,
    expiresAt: signInExpiresAt(kind, now, now),
  };
}

/** Notes, now and then, that a sign-in is in use, and from where; that prolongs it. */
export async function noteUse(
  db: Database,
  kind: SignInKind,
  signIn: { tokenHash: string; createdAt: Instant; lastUsedAt: Instant },
  network: string,
  now: Instant,
): Promise<void> {
  if (!isUseNoted(signIn, now)) return;
  const { table } = KINDS[kind];
  const { tokenHash, createdAt } = signIn;
  await db
    .update(shared(table))
    .set({
      lastUsedAt: now,
      network: maskedNetwork(network),
      expiresAt: signInExpiresAt(kind, createdAt, now),
    })
    .where(and(eq(table.tokenHash, tokenHash), isNull(table.endedAt)));
}

/** Lists somebody's live sign-ins, the one used last first. */
export async function listSignIns(
  db: Pick<Database, 'select'>,
  { table, owner }: SignInsOf,
  now: Instant,
): Promise<SignIn[]> {
  const { id, tokenHash, system, browser, network, createdAt, lastUsedAt } = shared(table);
  return db
    .select({ id, tokenHash, system, browser, network, createdAt, lastUsedAt })
    .from(shared(table))
    .where(and(owner, isLive(table, now)))
    .orderBy(desc(lastUsedAt), desc(createdAt))
    .limit(MAX_SIGN_INS);
}

/**
 * Ends, as their owner wants it, one of somebody's sign-ins or all but the given one.
 * @returns how many were live
 */
export async function endSignIns(
  db: Database,
  { table, owner, actor }: SignInsOf,
  which: { id: string } | { keptTokenHash: string },
  now: Instant,
): Promise<number> {
  const { id, tokenHash } = shared(table);
  const chosen = 'id' in which ? eq(id, which.id) : ne(tokenHash, which.keptTokenHash);
  return db.transaction(async (tx) => {
    const count = await endWhere(tx, table, and(owner, chosen), now);
    if (count > 0) {
      await recordAudit(tx, {
        actor,
        action: 'signInsEnded',
        target: actor,
        details: { count },
        happenedAt: now,
      });
    }
    return count;
  });
}

/** Tells whether there is a sign-in of this id that is somebody else's. */
export async function isOthersSignIn(db: Reader, { table, owner }: SignInsOf, id: string): Promise<boolean> {
  const { id: ids } = shared(table);
  const [found] = await db
    .select({ id: ids })
    .from(shared(table))
    .where(and(eq(ids, id), not(owner)));
  return found !== undefined;
}

/** Ends those of somebody's sign-ins that are more than one person has, the longest unused first. */
async function endSurplus(tx: Transaction, { table, owner }: SignInsOf, now: Instant): Promise<void> {
  const { tokenHash, lastUsedAt, createdAt } = shared(table);
  const surplus = tx
    .select({ tokenHash })
    .from(shared(table))
    .where(and(owner, isLive(table, now)))
    .orderBy(desc(lastUsedAt), desc(createdAt))
    .offset(MAX_SIGN_INS);
  await endWhere(tx, table, inArray(tokenHash, surplus), now);
}

async function endWhere(
  tx: Transaction,
  table: SignInTable,
  which: SQL | undefined,
  now: Instant,
): Promise<number> {
  const ended = await tx
    .update(shared(table))
    .set({ endedAt: now })
    .where(and(which, isLive(table, now)))
    .returning({ id: shared(table).id });
  return ended.length;
}
