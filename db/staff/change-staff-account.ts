import { and, eq } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import type { AuditAction } from '../../domain/audit.ts';
import type { AccountChangeKind } from '../../domain/staff/account-change.ts';
import { keepsAccount, type RoleInScope } from '../../domain/staff/account-levels.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { endSignInsOfStaff } from '../passport/sign-ins.ts';
import { recordAudit } from '../record-audit.ts';
import { staffAccountChanges, staffAccounts } from '../schema/index.ts';
import { endExportsOfStaff } from './exports.ts';
import { violatedCheck, violatedIndex } from '../unique-violation.ts';
import type { Vault } from '../vault.ts';
import { removeSecondFactor } from './second-factor.ts';
import { mailStaffLink, type NewStaffLink, voidAllLinksOfStaff } from './staff-links.ts';

/** Whoever keeps an account, and when they change it. */
export interface Keeper extends RoleInScope {
  account: string;
}

/** Why a change of an account was not made; a number: it is in this version by now, which is not the one that was seen. */
export type AccountRefusal =
  | number
  | 'NOT_FOUND'
  | 'STAFF_ACCOUNT_NOT_KEPT'
  | 'STAFF_ACCOUNT_EXISTS'
  | 'STAFF_ACCOUNT_DISABLED'
  | 'STAFF_EMAIL_VERIFIED';

interface Facts extends RoleInScope {
  secondFactorRequired: boolean;
}
type SealedAddress = { sealedEmail: string; emailIndex: string };

/** A link by which the owner of an account sets a password, to be mailed to their address. */
export interface PasswordLink extends NewStaffLink {
  email: string;
}

/**
 * Makes an account: its owner sets a password by a mailed link, or has a temporary one.
 * @returns the refusal; null when it is made
 */
export async function createStaffAccount(
  db: Database,
  vault: Vault,
  keeper: Keeper,
  { account, address, passwordHash, link, ...facts }: Facts & NewAccount,
  now: Instant,
): Promise<AccountRefusal | null> {
  if (!keepsAccount(keeper, facts)) return 'STAFF_ACCOUNT_NOT_KEPT';
  return guarded(() =>
    db.transaction(async (tx) => {
      await write(tx, { kind: 'created', account, ...facts, ...address, passwordHash }, keeper, now);
      if (link) {
        const to = { account, email: link.email, template: 'staffInvitation' as const };
        await mailStaffLink(tx, vault, link, to, now);
      }
      await audit(tx, keeper, account, { action: 'staffAccountCreated', details: facts }, now);
      return null;
    }),
  );
}

interface NewAccount {
  account: string;
  passwordHash: string;
  address: SealedAddress | undefined;
  link: PasswordLink | null;
}

/** Changes role, scope, second factor or address of an account as it was when it was read. */
export async function changeStaffAccount(
  db: Database,
  keeper: Keeper,
  wanted: { account: string; version: number; address: SealedAddress | undefined } & Partial<Facts>,
  now: Instant,
): Promise<AccountRefusal | null> {
  const { account, version, address } = wanted;
  return onKept(db, keeper, { account, version }, async (tx, kept) => {
    const { role = kept.role, scope = kept.scope } = wanted;
    const facts = {
      role,
      scope,
      secondFactorRequired: wanted.secondFactorRequired ?? kept.secondFactorRequired,
    };
    if (!keepsAccount(keeper, facts)) return 'STAFF_ACCOUNT_NOT_KEPT';
    const changes = Object.fromEntries(
      (['role', 'scope', 'secondFactorRequired'] as const)
        .filter((field) => facts[field] !== kept[field])
        .map((field) => [field, { from: kept[field], to: facts[field] }]),
    );
    const moved = address !== undefined && address.emailIndex !== kept.emailIndex;
    if (Object.keys(changes).length === 0 && !moved) return null;
    // Whoever could move a proved address could have a password link mailed to themselves.
    if (moved && kept.emailVerifiedAt !== null) return 'STAFF_EMAIL_VERIFIED';
    if (moved) await voidAllLinksOfStaff(tx, account, now);
    await write(tx, { kind: 'changed', account, ...facts, ...address }, keeper, now);
    const details = { ...changes, ...(moved && { email: 'changed' as const }) };
    await audit(tx, keeper, account, { action: 'staffAccountChanged', details }, now);
    return null;
  });
}

/** Disables an account, which ends its sign-ins, the links that were mailed to it and the files it had made, or enables it again. */
export async function setStaffAccountDisabled(
  db: Database,
  keeper: Keeper,
  { account, version, disabled }: { account: string; version: number; disabled: boolean },
  now: Instant,
): Promise<AccountRefusal | null> {
  return onKept(db, keeper, { account, version }, async (tx, kept) => {
    if (kept.disabled === disabled) return null;
    const signInsEnded = disabled ? await endSignInsOfStaff(tx, account, now) : 0;
    if (disabled) {
      await voidAllLinksOfStaff(tx, account, now);
      await endExportsOfStaff(tx, account);
    }
    await write(tx, { kind: disabled ? 'disabled' : 'enabled', account }, keeper, now);
    const action = disabled ? ('staffAccountDisabled' as const) : ('staffAccountEnabled' as const);
    await audit(tx, keeper, account, { action, details: { signInsEnded } }, now);
    return null;
  });
}

/**
 * Takes an account's password away: its owner sets one by a mailed link, or has a temporary one. Takes its authenticator
 * away if that is lost; its sign-ins and earlier links end.
 * @param reset.link to the address of the account in the version that was seen; null: it has none
 */
export async function resetStaffPassword(
  db: Database,
  vault: Vault,
  keeper: Keeper,
  reset: {
    account: string;
    version: number;
    passwordHash: string;
    removeSecondFactor: boolean;
    link: PasswordLink | null;
  },
  now: Instant,
): Promise<AccountRefusal | null> {
  const { account, version, passwordHash, link } = reset;
  return onKept(db, keeper, { account, version }, async (tx, kept) => {
    // It would have a password, and a link in its mail, that nobody waits for.
    if (kept.disabled) return 'STAFF_ACCOUNT_DISABLED';
    const signInsEnded = await endSignInsOfStaff(tx, account, now);
    await voidAllLinksOfStaff(tx, account, now);
    if (link) {
      const to = { account, email: link.email, template: 'staffPasswordLink' as const };
      await mailStaffLink(tx, vault, link, to, now);
    }
    await write(tx, { kind: 'passwordReset', account, passwordHash }, keeper, now);
    const secondFactorRemoved = reset.removeSecondFactor && (await removeSecondFactor(tx, account));
    const details = { secondFactorRemoved, signInsEnded };
    await audit(tx, keeper, account, { action: 'staffPasswordReset', details }, now);
    return null;
  });
}

/**
 * Changes one's own password; all other sign-ins end.
 * @returns false when the password that was checked has been changed meanwhile
 */
export async function changeOwnStaffPassword(
  db: Database,
  change: { account: string; checkedHash: string; passwordHash: string; keptTokenHash: string },
  now: Instant,
): Promise<boolean> {
  const { account, checkedHash, passwordHash, keptTokenHash } = change;
  return db.transaction(async (tx) => {
    // The database locks the row itself: the application has no right to.
    const kind = 'passwordChanged';
    const unchanged = and(eq(staffAccounts.account, account), eq(staffAccounts.passwordHash, checkedHash));
    const [still] = await tx
      .select({ account: staffAccounts.account })
      .from(staffAccounts)
      .where(unchanged)
      .for('update');
    if (!still) return false;
    await write(tx, { kind, account, passwordHash }, { account }, now);
    await endSignInsOfStaff(tx, account, now, keptTokenHash);
    await voidAllLinksOfStaff(tx, account, now);
    const actor = staffActor(account);
    await recordAudit(tx, { actor, action: kind, target: actor, happenedAt: now });
    return true;
  });
}

type KeptRow = typeof staffAccounts.$inferSelect;

/** Locks an account that is kept, in the version that was seen, and does something with it. */
async function onKept(
  db: Database,
  keeper: Keeper,
  { account, version }: { account: string; version: number },
  work: (tx: Transaction, kept: KeptRow) => Promise<AccountRefusal | null>,
): Promise<AccountRefusal | null> {
  return guarded(() =>
    db.transaction(async (tx) => {
      const [kept] = await tx
        .select()
        .from(staffAccounts)
        .where(eq(staffAccounts.account, account))
        .for('update');
      if (!kept || !keepsAccount(keeper, kept)) return 'NOT_FOUND';
      return kept.version === version ? work(tx, kept) : kept.version;
    }),
  );
}

/** Translates what the database refuses. */
async function guarded(work: () => Promise<AccountRefusal | null>): Promise<AccountRefusal | null> {
  try {
    return await work();
  } catch (error) {
    if (violatedIndex(error) === 'staff_accounts_pkey') return 'STAFF_ACCOUNT_EXISTS';
    if (violatedCheck(error) === 'staff_account_changes_address') return 'STAFF_EMAIL_VERIFIED';
    if (violatedCheck(error)?.startsWith('staff_account_changes_')) return 'STAFF_ACCOUNT_NOT_KEPT';
    throw error;
  }
}

type Change = { kind: AccountChangeKind; account: string } & Partial<Facts & SealedAddress> & {
    passwordHash?: string;
  };

async function write(tx: Transaction, change: Change, by: { account: string }, now: Instant): Promise<void> {
  await tx.insert(staffAccountChanges).values({ ...change, changedBy: by.account, changedAt: now });
}

async function audit(
  tx: Transaction,
  keeper: Keeper,
  account: string,
  action: AuditAction,
  happenedAt: Instant,
): Promise<void> {
  await recordAudit(tx, {
    ...action,
    actor: staffActor(keeper.account),
    target: staffActor(account),
    happenedAt,
  });
}
