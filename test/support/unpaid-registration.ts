import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { openRollRow, sealSnapshot } from '../../db/roll/sealed-roll.ts';
import { candidates, registrations, subjects } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';
import {
  EMPTY_REGISTRATION,
  type Entry,
  type Registration,
  stageOf,
} from '../../domain/registration/state.ts';
import { HOUR_MS, type Instant } from '../../domain/time.ts';
import type { MintedCandidate } from './factories.ts';

/** Binds a candidate to a passport with a subject that is held and not paid, as its record says it. */
export async function mintUnpaidRegistration(
  { db, vault }: { db: Database; vault: Vault },
  of: MintedCandidate & { passportId: string },
  { offeringId, subject, at }: { offeringId: number; subject: string; at: Instant },
): Promise<Registration> {
  const [candidate] = await db.select().from(candidates).where(eq(candidates.id, of.id));
  const [named] = await db.select().from(subjects).where(eq(subjects.code, subject));
  const { language, level, mode } = named!;
  const entry: Entry = {
    id: randomUUID(),
    offeringId,
    subject,
    campus: of.campus.code,
    language,
    level,
    mode,
    feeFen: 3_000,
    takenAt: at,
    deadlineAt: at + 24 * HOUR_MS,
    state: 'held',
  };
  const state = {
    ...EMPTY_REGISTRATION,
    version: 1,
    passportId: of.passportId,
    savedAt: at,
    entries: [entry],
  };
  await db.insert(registrations).values({
    id: of.id,
    examSessionId: of.examSessionId,
    provinceCode: of.campus.provinceCode,
    schoolCode: of.campus.schoolCode,
    campusCode: of.campus.code,
    passportId: of.passportId,
    version: 1,
    stage: stageOf(state),
    state,
    snapshot: sealSnapshot(vault, of.id, openRollRow(vault, candidate!)),
    photoId: candidate!.photoId,
    changedAt: at,
  });
  return state;
}
