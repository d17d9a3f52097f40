import { and, eq, sql } from 'drizzle-orm';
import type { AgreementKind, AgreementText } from '../../domain/exam-session/agreement-texts.ts';
import { isoInstant } from '../../domain/time.ts';
import { keyset } from '../keyset.ts';
import type { Reader } from '../reader.ts';
import { agreementTexts } from '../schema/index.ts';

export const TEXT_SORTS = ['publishedAt', 'kind', 'version'] as const;
export type TextSort = (typeof TEXT_SORTS)[number];

export interface TextFilter {
  /** Unset: all kinds. */
  kind?: AgreementKind | undefined;
  sort: TextSort;
  descending: boolean;
  after?: readonly [string, string] | undefined;
  limit: number;
}

/** Lists versions of the texts that candidates are shown. */
export async function listAgreementTexts(db: Reader, filter: TextFilter): Promise<AgreementText[]> {
  const { kind, version } = agreementTexts;
  const { orderBy, beyond } = keyset(
    {
      by: agreementTexts[filter.sort],
      tie: sql`${kind} || '/' || ${version}`,
      descending: filter.descending,
    },
    filter.after,
  );
  return db
    .select()
    .from(agreementTexts)
    .where(and(filter.kind && eq(kind, filter.kind), beyond))
    .orderBy(...orderBy)
    .limit(filter.limit);
}

/** Finds the values of a row by which the list goes on after it. */
export function textCursor(sort: TextSort, text: AgreementText): [string, string] {
  return [sort === 'publishedAt' ? isoInstant(text.publishedAt) : text[sort], `${text.kind}/${text.version}`];
}
