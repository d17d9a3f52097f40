import { eq } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { passports } from '../schema/index.ts';

/** A limit far above the rebinds that anybody has. */
const MAX_REBINDS = 20;

/** Reads a passport, or the one it was rebound to since; null when there is none. */
export async function readReboundPassport(
  db: Reader,
  passportId: string,
): Promise<Pick<
  typeof passports.$inferSelect,
  'id' | 'personal' | 'emailVerifiedAt' | 'mobileVerifiedAt'
> | null> {
  let id = passportId;
  for (let rebinds = 0; rebinds < MAX_REBINDS; rebinds++) {
    const [passport] = await db
      .select({
        id: passports.id,
        personal: passports.personal,
        emailVerifiedAt: passports.emailVerifiedAt,
        mobileVerifiedAt: passports.mobileVerifiedAt,
        reboundTo: passports.reboundTo,
      })
      .from(passports)
      .where(eq(passports.id, id));
    if (!passport?.reboundTo) return passport ?? null;
    id = passport.reboundTo;
  }
  return null;
}
