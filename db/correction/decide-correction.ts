import { and, eq } from 'drizzle-orm';
import { type Actor, candidateActor, staffActor } from '../../domain/actor.ts';
import { registrationCorrected } from '../../domain/correction/mails.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { CorrectionValues } from '../../domain/registration/correction-values.ts';
import { mayClose } from '../../domain/registration/deadlines.ts';
import { evolve } from '../../domain/registration/evolve.ts';
import { type RollColumn, rollCells } from '../../domain/roll/roll.ts';
import { decided, type Verdict } from '../../domain/staff/two-people.ts';
import type { Instant } from '../../domain/time.ts';
import type { Database, Transaction } from '../connect.ts';
import { refusalOfDecision } from '../staff/one-person.ts';
import { leaveMessage, leaveMessages } from '../messages/leave-message.ts';
import { lockNumbers, withNumber } from '../passport/lock-numbers.ts';
import { openPassport, sealPassport } from '../passport/sealed-passport.ts';
import { settleNumber } from '../passport/settle-number.ts';
import { idNumberIndex, nameIndex } from '../person/personal-index.ts';
import { recordAudit, sealAuditValues } from '../record-audit.ts';
import { openCorrection } from '../registration/correction-values.ts';
import { eventsRecorded } from '../registration/record-events.ts';
import { writeRegistration } from '../registration/write-registration.ts';
import { recordRollCorrected } from '../roll/correct-candidate.ts';
import { lockImports } from '../roll/import-candidates.ts';
import { rollDigest } from '../roll/roll-digest.ts';
import { openRollRow, openSnapshot, sealRollRow, sealSnapshot } from '../roll/sealed-roll.ts';
import { candidates, corrections, passports, registrations } from '../schema/index.ts';
import { violatedIndex } from '../unique-violation.ts';
import type { Vault } from '../vault.ts';
import { approvalRefusal } from './approval-refusal.ts';
import { type CorrectionRecord, lockCorrected } from './read-correction.ts';

interface By {
  account: string;
  at: Instant;
}

interface Decided {
  record: CorrectionRecord;
  refusal: DomainErrorCode | null;
}

/**
 * Records a second person's decision, compared and set under the row's lock, so that only one of two people decides. An
 * approval changes roll entry, registration and passport in the same transaction; the outbox tells the workflow.
 * @returns the record as it stands, and the reason if the decision was refused
 */
export async function decideCorrection(
  db: Database,
  vault: Vault,
  id: string,
  verdict: Verdict,
  by: By,
): Promise<Decided | null> {
  const byId = eq(corrections.id, id);
  try {
    return await withNumber(db, async (tx) => {
      // Imports write roll entries before registrations are looked at: they are kept away first.
      if (verdict.outcome === 'approve') await lockImports(tx);
      const [record] = await tx.select().from(corrections).where(byId).for('update');
      if (!record) return null;
      const refusal = await refusalOfDecision(tx, record, by.account);
      if (refusal) return { record, refusal };
      if (verdict.outcome === 'approve') return approve(tx, vault, record, by);
      return { record: await settle(tx, vault, record, verdict, by), refusal: null };
    });
  } catch (error) {
    // An import put the number on another entry of the school at the same moment.
    if (violatedIndex(error) !== 'candidates_natural_key') throw error;
    const [record] = await db.select().from(corrections).where(byId);
    return record ? { record, refusal: 'CORRECTION_NUMBER_ON_ROLL' } : null;
  }
}

async function approve(tx: Transaction, vault: Vault, record: CorrectionRecord, by: By): Promise<Decided> {
  const { registrationId, passportId } = record;
  const values = openCorrection(vault, record);
  const { before, after } = values;
  const [oldIndex, newIndex] = [before, after].map(({ idType, idNumber }) =>
    idNumberIndex(vault, idType, idNumber),
  ) as [string, string];
  // Passports are locked before registrations, as in saving and in a rebind.
  const locked = await lockNumbers(tx, [oldIndex, newIndex], passportId);
  const passport = locked.find(({ id }) => id === passportId);
  const found = await lockCorrected(tx, registrationId);
  const refusal = await approvalRefusal(tx, vault, record, found);
  if (refusal) return { record, refusal };
  const sealed = found?.registration.snapshot ?? null;
  if (!passport || !found || sealed === null) return { record, refusal: 'CORRECTION_OUTDATED' };
  const { registration, candidate } = found;
  const { state } = registration;
  const snapshot = openSnapshot(vault, { id: registrationId, snapshot: sealed });

  // The guards of registration and passport look for the approved row.
  const approved = await settle(tx, vault, record, { outcome: 'approve' }, by);
  const actor = staffActor(by.account);
  await correctRoll(tx, vault, candidate, values, record.fields, by);
  if (record.fields.some((field) => field !== 'photo'))
    await correctPassport(tx, vault, { passport, values, indexes: [oldIndex, newIndex], actor }, by.at);
  const event = { type: 'informationCorrected', correctionId: record.id, fields: record.fields } as const;
  const next = evolve(state, [event]);
  if (!(await writeRegistration(tx, registrationId, next, by.at)))
    throw new Error(`registration ${registrationId} moved under its lock`);
  const { name, idType, idNumber } = after;
  const { version } = next;
  await tx
    .update(registrations)
    .set({
      snapshot: sealSnapshot(vault, registrationId, { ...snapshot, name, idType, idNumber }),
      photoId: after.photoId,
    })
    .where(eq(registrations.id, registrationId));
  await eventsRecorded(tx, [event], { registrationId, version, actor, at: by.at });
  if (!mayClose(next, by.at)) {
    const key = `row-ahead/registration/${registrationId}/${version}`;
    const message = { kind: 'rowAhead', registrationId } as const;
    await leaveMessages(tx, [{ key, subject: `row-ahead/${registrationId}`, message, dueAt: by.at }]);
  }
  await leaveMessage(tx, registrationCorrected(record.id, passportId), by.at);
  return { record: approved, refusal: null };
}

/** Writes a correction to the roll entry, where a later file changes it only if it is told to. */
async function correctRoll(
  tx: Transaction,
  vault: Vault,
  candidate: typeof candidates.$inferSelect,
  { after: { name, idType, idNumber }, reason }: CorrectionValues,
  fields: CorrectionRecord['fields'],
  by: By,
): Promise<void> {
  // The photo is the roll entry's own.
  const columns = fields.flatMap((field): RollColumn[] =>
    field === 'name' ? ['name'] : field === 'idNumber' ? ['idType', 'idNumber'] : [],
  );
  if (columns.length === 0) return;
  const present = openRollRow(vault, candidate);
  const row = {
    ...present,
    ...(fields.includes('name') && { name }),
    ...(fields.includes('idNumber') && { idType, idNumber }),
  };
  await tx
    .update(candidates)
    .set({
      idType: row.idType,
      idNumberIndex: idNumberIndex(vault, row.idType, row.idNumber),
      nameIndex: nameIndex(vault, row.name),
      personal: sealRollRow(vault, candidate.id, row),
      digest: rollDigest(vault, row),
      corrected: [...new Set([...candidate.corrected, ...columns])],
    })
    .where(eq(candidates.id, candidate.id));
  const [before, after] = [rollCells(present), rollCells(row)];
  const changed = columns.filter((key) => before[key] !== after[key]);
  const what = { candidateId: candidate.id, columns: changed, before, after, reason };
  await recordRollCorrected(tx, vault, what, by);
}

/** Writes a correction to the bound passport, which reserves its new number: nobody else does. */
async function correctPassport(
  tx: Transaction,
  vault: Vault,
  {
    passport,
    values,
    indexes: [oldIndex, newIndex],
    actor,
  }: {
    passport: typeof passports.$inferSelect;
    values: CorrectionValues;
    indexes: [string, string];
    actor: Actor;
  },
  at: Instant,
): Promise<void> {
  const { id: passportId } = passport;
  const { name, idType, idNumber } = values.after;
  const personal = openPassport(vault, passport);
  const isMoved = passport.idNumberIndex !== newIndex;
  await tx
    .update(passports)
    .set({
      personal: sealPassport(vault, passportId, { ...personal, name, idNumber }),
      idType,
      idNumberIndex: newIndex,
      ...(isMoved && { hold: 'naming' as const, heldSince: at }),
    })
    .where(eq(passports.id, passportId));
  const person = candidateActor(passportId);
  const what = { person, action: 'profileChanged', happenedAt: at } as const;
  const from = { name: personal.name, idType: passport.idType, idNumber: personal.idNumber };
  await recordAudit(tx, {
    values: await sealAuditValues(tx, vault, what, { from, to: { name, idType, idNumber } }),
    actor,
    action: 'profileChanged',
    target: person,
    details: { name: personal.name !== name, idNumber: isMoved },
    happenedAt: at,
  });
  if (!isMoved) return;
  // The number left first: its row of this passport is gone from it, and no two numbers share a reserver.
  for (const index of new Set([passport.idNumberIndex, oldIndex, newIndex]))
    await settleNumber(tx, { idNumberIndex: index, passportId, actor, vault }, at);
}

async function settle(
  tx: Transaction,
  vault: Vault,
  record: CorrectionRecord,
  verdict: Verdict,
  by: By,
): Promise<CorrectionRecord> {
  const { id, registrationId, fields, submittedBy } = record;
  const [settled] = await tx
    .update(corrections)
    .set(decided(verdict, by))
    .where(and(eq(corrections.id, id), eq(corrections.state, 'submitted')))
    .returning();
  if (!settled) throw new Error(`correction ${id} moved under its lock`);
  const person = `candidate/${registrationId}` as const;
  const action = verdict.outcome === 'approve' ? 'correctionApproved' : 'correctionRejected';
  await recordAudit(tx, {
    actor: staffActor(by.account),
    action,
    target: person,
    details: { columns: fields, submittedBy },
    happenedAt: by.at,
    values: await sealAuditValues(
      tx,
      vault,
      { person, action, happenedAt: by.at },
      openCorrection(vault, record),
    ),
  });
  return settled;
}
