import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from '../../db/connect.ts';
import { openRollRow, sealRollRow } from '../../db/roll/sealed-roll.ts';
import { candidates, registrations, seatLedger, subjects } from '../../db/schema/index.ts';
import type { Vault } from '../../db/vault.ts';
import { EMPTY_REGISTRATION, type Entry } from '../../domain/registration/state.ts';
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
  options: { quickPrint?: boolean; at: Date },
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
      takenAt: at.getTime(),
      deadlineAt: at.getTime(),
      state,
      ...(state === 'paid' && { paidAt: at.getTime() }),
    };
  });
  await db.insert(registrations).values({
    id: of.id,
    examSessionId: of.examSessionId,
    provinceCode: of.campus.provinceCode,
    schoolCode: of.campus.schoolCode,
    campusCode: of.campus.code,
    passportId: of.passportId,
    version: 1,
    stage: 'paid',
    state: { ...EMPTY_REGISTRATION, version: 1, passportId: of.passportId, quickPrint, entries },
    snapshot: sealRollRow(vault, openRollRow(vault, candidate!.personal)),
    photoId: candidate!.photoId,
    changedAt: at,
  });
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
