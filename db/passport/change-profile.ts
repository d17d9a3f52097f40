import type { Instant } from '../../domain/time.ts';
import { eq } from 'drizzle-orm';
import { candidateActor } from '../../domain/actor.ts';
import { isProfileLocked } from '../../domain/passport/profile-lock.ts';
import type { IdType } from '../../domain/person/id-number.ts';
import type { Database } from '../connect.ts';
import { idNumberIndex } from '../person/personal-index.ts';
import { recordAudit, sealAuditValues } from '../record-audit.ts';
import { passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { lockNumbers, withNumber } from './lock-numbers.ts';
import { listExamSessions } from '../exam-session/read-calendar.ts';
import { readProfileUses } from './read-profile-uses.ts';
import { openPassport, sealPassport } from './sealed-passport.ts';
import { settleNumber } from './settle-number.ts';

export interface Profile {
  passportId: string;
  name: string;
  idType: IdType;
  idNumber: string;
  /** Hash of the password that was checked for this change. */
  checkedHash: string;
}

/**
 * Changes name and ID number, unless an open exam session relies on them. With a verified email, a number that another
 * passport reserves is then claimed, and a free one reserved; the number left goes to its earliest verified claimant.
 */
export async function changeProfile(
  db: Database,
  vault: Vault,
  profile: Profile,
  now: Instant,
): Promise<'SIGN_IN_REQUIRED' | 'PASSWORD_WRONG' | 'PROFILE_LOCKED' | 'CHANGED'> {
  const { passportId, name, idType, idNumber } = profile;
  const numberIndex = idNumberIndex(vault, idType, idNumber);
  const actor = candidateActor(passportId);
  return withNumber(db, async (tx) => {
    const [seen] = await tx
      .select({ idNumberIndex: passports.idNumberIndex })
      .from(passports)
      .where(eq(passports.id, passportId));
    const rows = await lockNumbers(tx, [numberIndex, seen?.idNumberIndex ?? numberIndex], passportId);
    const own = rows.find(({ id }) => id === passportId);
    if (!own) return 'SIGN_IN_REQUIRED';
    if (own.passwordHash !== profile.checkedHash) return 'PASSWORD_WRONG';
    const uses = await readProfileUses(tx, passportId, await listExamSessions(tx));
    if (isProfileLocked(uses, now)) return 'PROFILE_LOCKED';

    const numberChanges = own.idNumberIndex !== numberIndex;
    const reserved = rows.some((row) => row.idNumberIndex === numberIndex && row.hold === 'reserving');
    // Who has shown no address of theirs does not learn whose number it is; they claim when they verify one.
    const hold = reserved && own.emailVerifiedAt !== null ? 'claiming' : 'naming';
    const personal = openPassport(vault, own);
    await tx
      .update(passports)
      .set({
        personal: sealPassport(vault, passportId, { ...personal, name, idNumber }),
        idType,
        idNumberIndex: numberIndex,
        ...(numberChanges && { hold, heldSince: now }),
      })
      .where(eq(passports.id, passportId));
    const what = { person: candidateActor(passportId), action: 'profileChanged', happenedAt: now } as const;
    const from = { name: personal.name, idType: own.idType, idNumber: personal.idNumber };
    await recordAudit(tx, {
      values: await sealAuditValues(tx, vault, what, { from, to: { name, idType, idNumber } }),
      actor,
      action: 'profileChanged',
      target: candidateActor(passportId),
      details: { name: personal.name !== name, idNumber: numberChanges },
      happenedAt: now,
    });
    // The number left first: its row of this passport is gone from it, and no two numbers share a reserver.
    for (const index of new Set([own.idNumberIndex, numberIndex]))
      await settleNumber(tx, { idNumberIndex: index, passportId, actor, vault }, now);
    return 'CHANGED';
  });
}
