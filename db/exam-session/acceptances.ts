import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Acceptance } from '../../domain/exam-session/agreement-texts.ts';
import { jsonRows } from '../json-rows.ts';
import type { Reader } from '../reader.ts';
import { agreementAcceptances } from '../schema/index.ts';

const { agreementVersion, pledgeVersion, acceptedAt } = agreementAcceptances;

/** Makes the column of what a passport has accepted for an exam session. */
export function acceptancesOf(passportId: SQLWrapper, examSessionId: SQLWrapper): SQL<Acceptance[]> {
  return jsonRows(
    { agreementVersion, pledgeVersion, acceptedAt },
    sql`from ${agreementAcceptances} where ${agreementAcceptances.passportId} = ${passportId}
      and ${agreementAcceptances.examSessionId} = ${examSessionId}`,
  );
}

/** Reads what a passport has accepted for an exam session. */
export async function readAcceptances(
  db: Reader,
  passportId: string,
  examSessionId: string,
): Promise<Acceptance[]> {
  return db
    .select({ agreementVersion, pledgeVersion, acceptedAt })
    .from(agreementAcceptances)
    .where(
      and(
        eq(agreementAcceptances.passportId, passportId),
        eq(agreementAcceptances.examSessionId, examSessionId),
      ),
    );
}
