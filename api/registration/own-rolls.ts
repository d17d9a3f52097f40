import { isFoundByOwnNumber, openPassport, sealedNumberIndex } from '../../db/passport/sealed-passport.ts';
import { nameIndex } from '../../db/person/personal-index.ts';
import { type OwnRolls, readOwnRolls } from '../../db/registration/read-own-rolls.ts';
import { acceptedAt } from '../../domain/exam-session/agreement-texts.ts';
import type { Season } from '../../domain/exam-session/season.ts';
import type { ApiDependencies, CandidateSession } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireSettledNumber } from '../passport/own-number.ts';

/**
 * Reads what a signed-in person finds of theirs in an exam session: roll entries are shown to whoever has the ID number,
 * not to somebody who merely names it, and only after the agreement. That somebody else reserves it is told to nobody who has
 * verified no email.
 * @param agreement the texts in force, or for whoever only reads on, any that they accepted once
 * @throws ApiError PASSPORT_CLAIMING, PROVINCE_REQUIRED for whoever has no registration, AGREEMENT_REQUIRED, ID_NUMBER_RESERVED
 */
export async function requireOwnRolls(
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock' | 'seasons'>,
  { passport, passportId, provinceCode }: CandidateSession,
  examSessionId: string,
  agreement: 'inForce' | 'any',
): Promise<OwnRolls & { season: Season }> {
  const { db, vault, clock, seasons } = deps;
  await requireSettledNumber(deps, passport);
  const own = await readOwnRolls(db, vault, passportId, {
    examSessionId,
    provinceCode,
    idNumberIndex: sealedNumberIndex(vault, passport),
    nameIndex: nameIndex(vault, openPassport(vault, passport).name),
  });
  if (!own) throw new ApiError('SIGN_IN_REQUIRED');
  if (provinceCode === null && own.ownCandidateId === null) throw new ApiError('PROVINCE_REQUIRED');
  const season = await seasons.at(examSessionId, own.versions);
  const hasAgreed =
    agreement === 'inForce'
      ? acceptedAt(own.acceptances, season.texts, clock.now()) !== null
      : own.ownCandidateId !== null || own.acceptances.length > 0;
  if (!hasAgreed) throw new ApiError('AGREEMENT_REQUIRED');
  // Whose number it is, is told by the index: a passport that is found by another number finds nothing by either.
  if (!isFoundByOwnNumber(vault, passport))
    return { ...own, rolls: own.rolls.filter(({ id }) => id === own.ownCandidateId), season };
  if (!own.reservedByAnother) return { ...own, season };
  // Whoever has shown no address of theirs does not learn whose number it is: for them it is on no roll.
  if (own.emailVerified) throw new ApiError('ID_NUMBER_RESERVED');
  return { ...own, rolls: [], season };
}
