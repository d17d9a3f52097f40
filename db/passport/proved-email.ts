import type { Instant } from '../../domain/time.ts';
import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Reader } from '../reader.ts';
import { passports } from '../schema/index.ts';
import type { PassportRow } from './lock-numbers.ts';

/** The columns of a passport whose email is proved: who proves first has waited longest for the number. */
export function provedEmail(own: PassportRow, now: Instant): Partial<PassportRow> {
  return { emailVerifiedAt: now, ...(own.emailVerifiedAt === null && { heldSince: now }) };
}

/** Tells whether another open passport has proved an address as its own. */
export async function isProvedElsewhere(db: Reader, emailIndex: string, ownId: string): Promise<boolean> {
  const [other] = await db
    .select({ id: passports.id })
    .from(passports)
    .where(
      and(
        eq(passports.emailIndex, emailIndex),
        isNull(passports.closedAt),
        isNotNull(passports.emailVerifiedAt),
        ne(passports.id, ownId),
      ),
    )
    .limit(1);
  return other !== undefined;
}
