import { desc, eq } from 'drizzle-orm';
import { accountsMeant, candidateActor, isPassportId, plainReference } from '../../domain/actor.ts';
import type { Scope } from '../../domain/scopes.ts';
import type { Reader } from '../reader.ts';
import { batches, examSessions, offerings, provinces } from '../schema/index.ts';

/** The number of a place's batches that are looked for, the latest: each is a target of its own. */
const MOST_BATCHES = 500;

/**
 * Finds the targets that somebody means who looks for what was done to something: one in full, or what they know of it. The public id
 * of a passport means that; the code of a place what is set there, for everybody and for each exam session, its notices, the
 * latest batches it was given as the scope of, and as a campus the seats of its subjects; the id of an exam session what is set for it in the whole country and in the provinces. They are
 * listed one by one, so that an index finds each.
 */
export async function auditTargetsMeant(db: Reader, text: string): Promise<string[]> {
  if (isPassportId(text)) return [candidateActor(text.toLowerCase())];
  const isPlace = /^(\d{2}|\d{5,6})$/.test(text);
  if (text.includes('/')) return [...new Set(accountsMeant(text).map(plainReference))];
  const sessions = (await db.select({ id: examSessions.id }).from(examSessions)).map(({ id }) => id);
  if (isPlace) {
    const offered =
      text.length === 6
        ? await db.select({ id: offerings.id }).from(offerings).where(eq(offerings.campusCode, text))
        : [];
    const imported = await db
      .select({ id: batches.id })
      .from(batches)
      .where(eq(batches.scope, text as Scope))
      .orderBy(desc(batches.createdAt), desc(batches.id))
      .limit(MOST_BATCHES);
    return [
      ...['*', ...sessions].map((owner) => `settings/${owner}/${text}`),
      `notices/${text}`,
      ...offered.map(({ id }) => `offering/${id}`),
      ...imported.map(({ id }) => `batch/${id}`),
    ];
  }
  if (!sessions.includes(text)) return [text];
  const scopes = await db.select({ code: provinces.code }).from(provinces);
  return [
    `examSession/${text}`,
    ...['*', ...scopes.map(({ code }) => code)].map((scope) => `settings/${text}/${scope}`),
  ];
}
