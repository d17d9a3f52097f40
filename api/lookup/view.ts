import type { z } from '@hono/zod-openapi';
import { openPassport } from '../../db/passport/sealed-passport.ts';
import type { passports } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';
import { maskEmail } from '../../domain/person/email.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import { isoInstant } from '../../domain/time.ts';
import type { passportRowSchema } from './schemas.ts';

/** Shows a passport to staff, without anybody's full data. */
export function passportRow(
  vault: Vault,
  passport: typeof passports.$inferSelect,
): z.infer<typeof passportRowSchema> {
  const { name, idNumber, email } = openPassport(vault, passport);
  return {
    passportId: passport.id,
    name: maskName(name),
    idNumber: maskIdNumber(idNumber),
    email: maskEmail(email),
    emailVerified: passport.emailVerifiedAt !== null,
    mobileVerified: passport.mobileVerifiedAt !== null,
    hold: passport.hold,
    registeredAt: isoInstant(passport.createdAt),
    closedAt: isoInstant(passport.closedAt),
  };
}
