import type { z } from '@hono/zod-openapi';
import { and, eq, sql } from 'drizzle-orm';
import type {
  reviewAnswerSchema,
  reviewPageSchema,
  staffReviewListSchema,
  staffReviewSchema,
} from '../../api/review/schemas.ts';
import { reviewEvents, reviews, staffRules, windows } from '../../db/schema/index.ts';
import { reviewWorkflowId } from '../../workflows/review/messages.ts';
import { DEFAULT_STAFF_RULES } from '../../domain/staff/staff-rules.ts';
import type { WindowKind } from '../../domain/exam-session/windows.ts';
import type { Instant } from '../../domain/time.ts';
import type { Person } from './factories.ts';
import type { Platform } from './platform.ts';
import { mintStaff } from './staff-calls.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, type Place } from './walk.ts';

type ReviewAnswer = z.infer<typeof reviewAnswerSchema>;

/** Mints a place that offers CET-4 and CET-6. */
export async function mintCet6Place(
  platform: Platform,
  given: Parameters<typeof mintPlace>[1] = {},
): Promise<Place> {
  const place = await mintPlace(platform, given);
  for (const subject of ['1', '2'])
    await platform.mint.offering(place.examSessionId, place.campus.code, subject);
  return place;
}

/** Mints a candidate who lacks the score for CET-6, with the calls for a re-check. */
export async function mintAsker(
  platform: Platform,
  place: Place,
  paper: Parameters<typeof mintCandidate>[2] = {},
) {
  const candidate = await mintCandidate(platform, place, paper);
  return { ...candidate, ...reviewCalls(candidate) };
}

/** Makes the calls of a candidate about their re-check. */
export function reviewCalls({ call, registrationId }: Candidate) {
  return {
    ask: (ticketNumber: string, key?: string) =>
      call<ReviewAnswer>(
        'POST',
        '/review',
        { candidateId: registrationId, ticketNumber, declared: true },
        key,
      ),
    askAgain: (ticketNumber: string, key?: string) =>
      call<ReviewAnswer>('PUT', '/review', { ticketNumber, declared: true }, key),
    takeBack: (key?: string) => call<ReviewAnswer>('DELETE', '/review', undefined, key),
    review: () => call<z.infer<typeof reviewPageSchema>>('GET', '/review'),
  };
}

/** Mints the score of somebody of the same name: only the ID number differs. */
export function namesake(platform: Platform, { passport }: Candidate, points = 500): Promise<string> {
  return platform.mint.score({ ...platform.mint.person(), name: passport.name }, points);
}

/** Mints a candidate whose re-check waits for the school. */
export async function mintPending(platform: Platform, place: Place) {
  const asker = await mintAsker(platform, place);
  const { review } = accepted(await asker.ask(await namesake(platform, asker)));
  if (!review) throw new Error('no re-check');
  return { ...asker, reviewId: review.id, reviewWorkflow: reviewWorkflowId(review.id) };
}

/** Sets that mails about decisions leave at once. */
export async function mailAtOnce({ db }: Pick<Platform, 'db'>): Promise<void> {
  const rules = { ...DEFAULT_STAFF_RULES, decisionMailMinutes: 0 };
  await db
    .insert(staffRules)
    .values({ ...rules, version: 1 })
    .onConflictDoUpdate({ target: staffRules.single, set: rules });
}

/** Mints somebody of staff with the calls of the desk; a reviewer of the school unless given otherwise. */
export async function mintReviewer(platform: Platform, given: Parameters<Platform['mint']['staff']>[0]) {
  const { account, call } = await mintStaff(platform, { role: 'reviewer', ...given });
  const open = (id: string) => call<z.infer<typeof staffReviewSchema>>('GET', `/reviews/${id}`);
  const decide = (id: string, body: object) =>
    call<z.infer<typeof staffReviewSchema>>('POST', `/reviews/${id}/decision`, body);
  return {
    account,
    call,
    open,
    decide,
    list: (query: string) => call<z.infer<typeof staffReviewListSchema>>('GET', `/reviews?${query}`),
    file: ({ examSessionId }: Place, of: Person, papers: object = {}, key?: string) =>
      call<{ id: string }>(
        'POST',
        `/reviews?examSession=${examSessionId}`,
        {
          idType: of.idType,
          idNumber: of.idNumber,
          name: of.name,
          kind: 'old',
          score: 72,
          proof: '成绩单原件，2003 年',
          ...papers,
        },
        key,
      ),
    reset: (id: string, version: number, reason?: string) =>
      call<z.infer<typeof staffReviewSchema>>('POST', `/reviews/${id}/reset`, { version, reason }),
    approve: (id: string, version = 1) => decide(id, { outcome: 'approve', version }),
    reject: (id: string, version = 1, reason = '证件号码与成绩单不符') =>
      decide(id, { outcome: 'reject', version, reason }),
  };
}

/** Moves the end of a window, of online registration by default, as staff do; for everybody unless a scope is given. */
export async function moveEnd(
  { db }: Pick<Platform, 'db'>,
  { examSessionId }: Pick<Place, 'examSessionId'>,
  closesAt: Instant,
  { kind = 'registration', scope = '*' }: { kind?: WindowKind; scope?: string } = {},
): Promise<void> {
  await db
    .update(windows)
    .set({ closesAt })
    .where(
      and(eq(windows.examSessionId, examSessionId), eq(windows.kind, kind), sql`${windows.scope} = ${scope}`),
    );
}

/** Reads the committed record of a re-check. */
export async function reviewRecord({ db }: Platform, reviewId: string) {
  const [record] = await db.select().from(reviews).where(eq(reviews.id, reviewId));
  if (!record) throw new Error(`no re-check ${reviewId}`);
  return record;
}

/** Lists the events of a re-check, in order. */
export async function reviewHistory({ db }: Platform, reviewId: string): Promise<string[]> {
  const rows = await db
    .select()
    .from(reviewEvents)
    .where(eq(reviewEvents.reviewId, reviewId))
    .orderBy(reviewEvents.version);
  return rows.map(({ event }) => event.type);
}
