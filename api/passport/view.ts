import type { z } from '@hono/zod-openapi';
import { readPassport } from '../../db/passport/read-passport.ts';
import { readProfileUses } from '../../db/passport/read-profile-uses.ts';
import { isProfileLocked } from '../../domain/passport/profile-lock.ts';
import type { ApiDependencies, CandidateSession } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import type { meSchema } from './schemas.ts';
import { namedView } from '../http/views.ts';
import type { ApiTools } from '../tools.ts';

/** Shows the signed-in candidate's own passport, for GET /me and after signing in. */
export async function passportView(
  deps: Pick<ApiDependencies, 'db' | 'seasons' | 'vault' | 'clock'>,
  tools: Pick<ApiTools, 'registrationSummaries'>,
  session: Pick<CandidateSession, 'passportId' | 'provinceCode'>,
): Promise<z.infer<typeof meSchema>> {
  const { examSessions, provinces } = await deps.seasons.calendar();
  const [passport, uses, registrations] = await Promise.all([
    readPassport(deps.db, deps.vault, session.passportId),
    readProfileUses(deps.db, session.passportId, examSessions),
    tools.registrationSummaries(session.passportId),
  ]);
  if (!passport) throw new ApiError('SIGN_IN_REQUIRED');
  const province = provinces.find(({ code }) => code === session.provinceCode) ?? null;
  return {
    passportId: passport.id,
    name: passport.name,
    idType: passport.idType,
    idNumber: passport.idNumber,
    email: passport.email,
    mobile: passport.mobile,
    emailVerified: passport.emailVerifiedAt !== null,
    mobileVerified: passport.mobileVerifiedAt !== null,
    claiming: passport.hold === 'claiming',
    profileRefusal: isProfileLocked(uses, deps.clock.now()) ? 'PROFILE_LOCKED' : null,
    province: province && namedView(province),
    registrations,
  };
}
