import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { maskName } from '../../domain/person/names.ts';
import { type Impact, PEOPLE_NAMED } from '../../domain/exam-session/impact.ts';
import type { Reader } from '../reader.ts';
import { proofs, reviews } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { type DeskFilter, countReviews, listReviews, onDesk } from './list-reviews.ts';
import { openReviewPersonal, type ReviewRecord } from './read-review.ts';
import { proofsOf } from './review-proofs.ts';

/** A re-check that waits, with what a decision about it rests on. */
export interface WaitingReview {
  record: ReviewRecord;
  proofs: string[];
}

/** Lists those of a filter that wait, school by school: at most `limit` of those behind `after`. */
export async function listWaiting(
  db: Reader,
  filter: DeskFilter & { after: { schoolCode: string; key: string } | null; limit: number },
): Promise<WaitingReview[]> {
  const { after, limit } = filter;
  const beyond =
    after && sql`(${reviews.schoolCode}, ${reviews.id}) > (${after.schoolCode}, ${after.key}::uuid)`;
  const rows = await db
    .select()
    .from(reviews)
    .where(and(...onDesk(filter), eq(reviews.state, 'pending'), beyond ?? undefined))
    .orderBy(asc(reviews.schoolCode), asc(reviews.id))
    .limit(limit);
  return withProofs(db, rows);
}

/** Reads some by id, with the proofs that there are now. */
export async function readWaiting(db: Reader, ids: string[]): Promise<Map<string, WaitingReview>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select().from(reviews).where(inArray(reviews.id, ids));
  return new Map((await withProofs(db, rows)).map((one) => [one.record.id, one]));
}

/** Writes down what a decision about one rests on: compared again when its turn comes. */
export function seenOf({ record, proofs: present }: WaitingReview): string {
  return [record.version, ...present].join('/');
}

/** Says how many of a filter wait, with the first ones by parts of their names. */
export async function waitingImpact(db: Reader, vault: Vault, filter: DeskFilter): Promise<Impact> {
  const [{ pending }, first] = await Promise.all([
    countReviews(db, filter),
    listReviews(db, { ...filter, state: 'pending', limit: PEOPLE_NAMED }),
  ]);
  return {
    count: pending,
    first: first.map((record) => ({
      name: maskName(openReviewPersonal(vault, record).name),
      campus: record.campusCode,
    })),
  };
}

async function withProofs(db: Reader, records: ReviewRecord[]): Promise<WaitingReview[]> {
  if (records.length === 0) return [];
  const rows = await db
    .select({ id: proofs.id, boundTo: proofs.boundTo })
    .from(proofs)
    .where(
      inArray(
        proofs.boundTo,
        records.map(({ id }) => proofsOf(id)),
      ),
    )
    .orderBy(asc(proofs.id));
  const byReview = new Map<string, string[]>(records.map(({ id }) => [proofsOf(id), []]));
  for (const { id, boundTo } of rows) byReview.get(boundTo ?? '')?.push(id);
  return records.map((record) => ({ record, proofs: byReview.get(proofsOf(record.id)) ?? [] }));
}
