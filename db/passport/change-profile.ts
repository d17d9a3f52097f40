import { and, asc, eq, isNull, or } from 'drizzle-orm';
import type { IdType } from '../../domain/person/id-number.ts';
import { isProfileLocked } from '../../domain/passport/profile-lock.ts';
import type { Database } from '../connect.ts';
import { idNumberIndex } from '../person/personal-index.ts';
import { passports } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { closeUnprovenHolder } from './close-unproven-holder.ts';
import { readProfileUses } from './read-profile-uses.ts';
import { openPassport, sealPassport } from './sealed-passport.ts';
import { violatedIndex } from '../unique-violation.ts';
import { candidateActor } from '../../domain/actor.ts';
import { recordAudit } from '../record-audit.ts';

export interface Profile {
  passportId: string;
  name: string;
  idType: IdType;
  idNumber: string;
}

/**
 * Changes name and ID number, unless an open exam session relies on them or another passport keeps the number. A
 * claiming passport that takes a number nobody holds stops claiming.
 */
export async function changeProfile(
  db: Database,
  vault: Vault,
  profile: Profile,
  now: Date,
): Promise<'SIGN_IN_REQUIRED' | 'PROFILE_LOCKED' | 'ID_NUMBER_TAKEN' | 'CHANGED'> {
  const { passportId, name, idType, idNumber } = profile;
  const numberIndex = idNumberIndex(vault, idType, idNumber);
  try {
    return await db.transaction(async (tx) => {
      // Locks the own row and the holder's, always in the same order, so that two people who want each other's number
      // do not block each other.
      const rows = await tx
        .select()
        .from(passports)
        .where(
          and(
            isNull(passports.closedAt),
            or(eq(passports.id, passportId), eq(passports.idNumberIndex, numberIndex)),
          ),
        )
        .orderBy(asc(passports.id))
        .for('update');
      const own = rows.find(({ id }) => id === passportId);
      if (!own) return 'SIGN_IN_REQUIRED';
      if (isProfileLocked(await readProfileUses(tx, passportId), now.getTime())) return 'PROFILE_LOCKED';

      const numberChanges = own.idNumberIndex !== numberIndex;
      let { claiming } = own;
      if (numberChanges || claiming) {
        const free = await closeUnprovenHolder(tx, numberIndex, candidateActor(passportId), now);
        if (numberChanges && !free) return 'ID_NUMBER_TAKEN';
        claiming = !free;
      }
      const personal = openPassport(vault, own.personal);
      await tx
        .update(passports)
        .set({
          personal: sealPassport(vault, { ...personal, name, idNumber }),
          idType,
          idNumberIndex: numberIndex,
          claiming,
        })
        .where(eq(passports.id, passportId));
      await recordAudit(tx, {
        actor: candidateActor(passportId),
        action: 'profileChanged',
        target: `passport/${passportId}`,
        details: { name: personal.name !== name, idNumber: numberChanges },
        happenedAt: now,
      });
      return 'CHANGED';
    });
  } catch (error) {
    if (violatedIndex(error) === 'passports_one_per_id_number') return 'ID_NUMBER_TAKEN';
    throw error;
  }
}
