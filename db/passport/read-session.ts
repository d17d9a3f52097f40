import { and, eq, isNull, sql } from 'drizzle-orm';
import { candidateActor } from '../../domain/actor.ts';
import type { Instant } from '../../domain/time.ts';
import { builtOnce, type Given } from '../built-once.ts';
import type { Database } from '../connect.ts';
import { passports, sessions } from '../schema/index.ts';
import type { ShownToken } from '../tokens.ts';
import { isLive, noteUse } from './sign-ins.ts';

/** The passport of a sign-in, its personal data left sealed. */
export type SignedInPassport = Pick<
  typeof passports.$inferSelect,
  'id' | 'personal' | 'idType' | 'idNumberIndex' | 'hold'
>;

/** Reads the live sign-in of a token; each use prolongs it. @param network the client's address */
export async function readSession(
  db: Database,
  token: ShownToken,
  network: string,
  now: Instant,
): Promise<{ passportId: string; provinceCode: string | null; passport: SignedInPassport } | null> {
  const [session] = await sessionRead(db, { tokenHash: token.tokenHash, now });
  if (!session || !token.isOf(candidateActor(session.passportId))) return null;
  await noteUse(db, 'candidate', session, network, now);
  const { passportId, provinceCode, passport } = session;
  return { passportId, provinceCode, passport };
}

const sessionRead = builtOnce((db, { tokenHash, now }: Given<{ tokenHash: string; now: Instant }>) =>
  db
    .select({
      tokenHash: sessions.tokenHash,
      passportId: sessions.passportId,
      provinceCode: sessions.provinceCode,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
      passport: {
        id: passports.id,
        personal: passports.personal,
        idType: passports.idType,
        idNumberIndex: passports.idNumberIndex,
        hold: passports.hold,
      },
    })
    .from(sessions)
    .innerJoin(passports, eq(passports.id, sessions.passportId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash),
        isLive(sessions, sql.param(now, sessions.expiresAt)),
        isNull(passports.closedAt),
      ),
    )
    .limit(1),
);
