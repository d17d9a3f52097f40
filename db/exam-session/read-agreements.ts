import { and, desc, eq, lte } from 'drizzle-orm';
import { type AgreementKind, agreementAcceptances, agreementTexts } from '../schema/index.ts';
import type { Reader } from '../reader.ts';

export type AgreementText = typeof agreementTexts.$inferSelect;

/** Reads the texts in force: the newest published one of each kind. */
export async function readAgreementTexts(db: Reader, now: Date): Promise<AgreementText[]> {
  const kinds: AgreementKind[] = ['agreement', 'pledge', 'terms', 'privacy'];
  const newest = await Promise.all(
    kinds.map((kind) =>
      db
        .select()
        .from(agreementTexts)
        .where(and(eq(agreementTexts.kind, kind), lte(agreementTexts.publishedAt, now)))
        .orderBy(desc(agreementTexts.publishedAt), desc(agreementTexts.version))
        .limit(1),
    ),
  );
  return newest.flat();
}

/**
 * Picks the versions that a candidate has to accept (agreement and pledge); null where staff have not published one.
 */
export function versionsInForce(texts: AgreementText[]): {
  agreement: string | null;
  pledge: string | null;
} {
  const version = (kind: AgreementKind) => texts.find((text) => text.kind === kind)?.version ?? null;
  return { agreement: version('agreement'), pledge: version('pledge') };
}

/** Reads when a passport accepted the agreement and pledge now in force, for one exam session. */
export async function readAcceptance(
  db: Reader,
  passportId: string,
  examSessionId: string,
  texts: AgreementText[],
): Promise<Date | null> {
  const inForce = versionsInForce(texts);
  if (inForce.agreement === null || inForce.pledge === null) return null;
  const [acceptance] = await db
    .select({ acceptedAt: agreementAcceptances.acceptedAt })
    .from(agreementAcceptances)
    .where(
      and(
        eq(agreementAcceptances.passportId, passportId),
        eq(agreementAcceptances.examSessionId, examSessionId),
        eq(agreementAcceptances.agreementVersion, inForce.agreement),
        eq(agreementAcceptances.pledgeVersion, inForce.pledge),
      ),
    )
    .limit(1);
  return acceptance?.acceptedAt ?? null;
}
