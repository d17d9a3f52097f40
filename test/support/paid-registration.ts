import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { openRollRow, sealSnapshot } from '../../db/roll/sealed-roll.ts';
import { candidates, registrations, seatLedger, subjects } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';
import { EMPTY_REGISTRATION, type Entry } from '../../domain/registration/state.ts';
import type { Instant } from '../../domain/time.ts';
import type { MintedCandidate } from './factories.ts';

/** A subject entry of one offering, paid unless given otherwise. */
export interface PaidEntryGiven {
  offeringId: number;
  subject: string;
  state?: Entry['state'];
}

/** Binds a candidate to a passport with entries as they stand once paid: in the record and in the seat ledger. */
export async function mintPaidRegistration(
  { db, vault }: { db: Database; vault: Vault },
  of: MintedCandidate & { passportId: string },
  given: PaidEntryGiven[],
  options: { quickPrint?: boolean; at: Instant },
): Promise<Entry[]> {
  const { at, quickPrint = true } = options;
  const [candidate] = await db.select().from(candidates).where(eq(candidates.id, of.id));
  const catalogue = await db.select().from(subjects);
  const entries = given.map(({ offeringId, subject, state = 'paid' }): Entry => {
    const { language, level, mode } = catalogue.find(({ code }) => code === subject)!;
    return {
      id: randomUUID(),
      offeringId,
      subject,
      campus: of.campus.code,
      language,
      level,
      mode,
      feeFen: 3_000,
      takenAt: at,
      deadlineAt: at,
      state,
      ...(state === 'paid' && { paidAt: at }),
    };
  });
  const state = { ...EMPTY_REGISTRATION, version: 1, passportId: of.passportId, quickPrint };
  await db.insert(registrations).values({
    id: of.id,
    examSessionId: of.examSessionId,
    provinceCode: of.campus.provinceCode,
    schoolCode: of.campus.schoolCode,
    campusCode: of.campus.code,
    passportId: of.passportId,
    version: 1,
    stage: 'paid',
    state,
    snapshot: sealSnapshot(vault, of.id, openRollRow(vault, candidate!)),
    photoId: candidate!.photoId,
    changedAt: at,
  });
  // Nothing is paid in a new record.
  await db
    .update(registrations)
    .set({ state: { ...state, entries } })
    .where(eq(registrations.id, of.id));
  for (const entry of entries) {
    await db.insert(seatLedger).values({
      offeringId: entry.offeringId,
      registrationId: of.id,
      entryId: entry.id,
      from: entry.state === 'paid' ? 'held' : 'free',
      to: entry.state === 'paid' ? 'paid' : 'held',
      version: 1,
      movedAt: at,
    });
  }
  return entries;
}
