import { and, desc, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import type { Scope } from '../../domain/scopes.ts';
import { inScope } from '../in-scope.ts';
import { listMessages, type MessageRecord } from '../messages/sent-messages.ts';
import { isFoundByOwnNumber, openPassport } from '../passport/sealed-passport.ts';
import { nameIndex } from '../person/personal-index.ts';
import type { Reader } from '../reader.ts';
import { readExtraWindow } from '../registration/extra-window.ts';
import type { OrderRecord } from '../registration/orders-of-person.ts';
import { readRegistration, type RegistrationRecord } from '../registration/read-registration.ts';
import type { ReviewRecord } from '../review/read-review.ts';
import { candidates, orders, passports, rebinds, refunds, reviews, sessions } from '../schema/index.ts';
import type { Vault } from '../vault.ts';

const MAX_ORDERS = 50;
const MAX_PASSPORTS = 10;
const MAX_SIGN_INS = 50;
const MAX_REVIEWS = 20;

/** A candidate by the roll entry: where it is, and by what the person is known. */
export type CandidatePlace = Pick<
  typeof candidates.$inferSelect,
  'id' | 'examSessionId' | 'schoolCode' | 'campusCode' | 'idNumberIndex' | 'nameIndex'
>;

/** Everything of one candidate in one exam session that is not on the roll. */
export interface Dossier {
  registration: RegistrationRecord | null;
  /** The window of its own in which they register late, or null. */
  extraWindow: ExtraWindow | null;
  orders: OrderRecord[];
  reviews: ReviewRecord[];
  /** The one that is bound, those that name the number of the roll entry, and those that were rebound to one of them. */
  passports: (typeof passports.$inferSelect)[];
  signIns: (typeof sessions.$inferSelect)[];
  /** Rebinds that wait for a second person. */
  rebinds: (typeof rebinds.$inferSelect)[];
  messages: MessageRecord[];
}

/** Finds a candidate of a scope, or null. */
export async function findCandidate(
  db: Reader,
  { id, scope }: { id: string; scope: Scope },
): Promise<CandidatePlace | null> {
  const [found] = await db
    .select({
      id: candidates.id,
      examSessionId: candidates.examSessionId,
      schoolCode: candidates.schoolCode,
      campusCode: candidates.campusCode,
      idNumberIndex: candidates.idNumberIndex,
      nameIndex: candidates.nameIndex,
    })
    .from(candidates)
    .where(and(eq(candidates.id, id), inScope(candidates.schoolCode, scope, candidates.college)));
  return found ?? null;
}

/** Reads everything of a candidate besides the roll entry. */
export async function readDossier(db: Reader, vault: Vault, candidate: CandidatePlace): Promise<Dossier> {
  const registration = await readRegistration(db, candidate.id);
  const people = await passportsOf(db, vault, candidate, registration);
  const ids = people.map(({ id }) => id);
  const own = theirOwn(vault, people, candidate, registration);
  const [ordered, asked, signIns, moving, messages] = await Promise.all([
    db
      .select({ order: orders, refund: refunds })
      .from(orders)
      .leftJoin(refunds, eq(refunds.orderNo, orders.orderNo))
      .where(eq(orders.registrationId, candidate.id))
      .orderBy(desc(orders.openedAt))
      .limit(MAX_ORDERS),
    reviewsOf(db, candidate, ids),
    own.length === 0
      ? []
      : db
          .select()
          .from(sessions)
          .where(inArray(sessions.passportId, own))
          .orderBy(desc(sessions.lastUsedAt))
          .limit(MAX_SIGN_INS),
    ids.length === 0
      ? []
      : db
          .select()
          .from(rebinds)
          .where(
            and(
              eq(rebinds.state, 'submitted'),
              or(inArray(rebinds.newPassportId, ids), inArray(rebinds.oldPassportId, ids)),
            ),
          ),
    listMessages(db, vault, own),
  ]);
  return {
    registration,
    extraWindow: await readExtraWindow(db, candidate.id),
    orders: ordered.map(({ order, refund }) => ({ ...order, refund })),
    reviews: asked,
    passports: people,
    signIns,
    rebinds: moving,
    messages,
  };
}

/** Reads the passports of a candidate: those of the number, if it is their own, and the one that is bound. */
export async function passportsOf(
  db: Reader,
  vault: Vault,
  { idNumberIndex }: Pick<CandidatePlace, 'idNumberIndex'>,
  registration: Pick<RegistrationRecord, 'passportId'> | null,
) {
  const bound = registration?.passportId ?? null;
  const found = await db
    .select()
    .from(passports)
    .where(
      or(
        and(eq(passports.idNumberIndex, idNumberIndex), isNull(passports.closedAt)),
        bound === null ? undefined : eq(passports.id, bound),
      ),
    )
    .orderBy(desc(passports.createdAt))
    .limit(MAX_PASSPORTS);
  const present = found.filter((passport) => passport.id === bound || isFoundByOwnNumber(vault, passport));
  if (present.length === 0) return present;
  const earlier = await db
    .select()
    .from(passports)
    .where(
      inArray(
        passports.reboundTo,
        present.map(({ id }) => id),
      ),
    )
    .orderBy(desc(passports.createdAt))
    .limit(MAX_PASSPORTS);
  return [...present, ...earlier];
}

/**
 * Picks, by their ids, the passports that are the candidate's: the bound one, those of the same name, and those rebound to
 * one of them. What somebody of another name did with a passport that names the number is nothing of the candidate's.
 */
export function theirOwn(
  vault: Vault,
  people: Dossier['passports'],
  candidate: Pick<CandidatePlace, 'nameIndex'>,
  registration: Pick<RegistrationRecord, 'passportId'> | null,
): string[] {
  const own = people.filter(
    (passport) =>
      passport.id === registration?.passportId ||
      nameIndex(vault, openPassport(vault, passport).name) === candidate.nameIndex,
  );
  const ids = new Set(own.map(({ id }) => id));
  return people.filter(({ id, reboundTo }) => ids.has(id) || ids.has(reboundTo ?? '')).map(({ id }) => id);
}

/** Reads the re-checks that some passports have asked for a candidate. */
export async function reviewsOf(
  db: Reader,
  { id, examSessionId }: Pick<CandidatePlace, 'id' | 'examSessionId'>,
  passportIds: string[],
): Promise<ReviewRecord[]> {
  if (passportIds.length === 0) return [];
  return db
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.examSessionId, examSessionId),
        inArray(reviews.passportId, passportIds),
        eq(reviews.candidateId, id),
        ne(reviews.state, 'deleted'),
      ),
    )
    .orderBy(desc(reviews.submittedAt))
    .limit(MAX_REVIEWS);
}
