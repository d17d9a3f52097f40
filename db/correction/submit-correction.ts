import { and, eq, ne, or, sql } from 'drizzle-orm';
import { staffActor } from '../../domain/actor.ts';
import { beijingYear } from '../../domain/beijing-time.ts';
import type { Flaw } from '../../domain/cells/flaws.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import { correctedFields, correctionRefusal } from '../../domain/correction/correction.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { CorrectionValues } from '../../domain/registration/correction-values.ts';
import { type RollCells, type RollColumn, readRollRow, rollCells } from '../../domain/roll/roll.ts';
import type { Scope } from '../../domain/scopes.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';
import type { Instant } from '../../domain/time.ts';
import { answerRemembered, type CommandIdentity } from '../commands.ts';
import type { Database, Transaction } from '../connect.ts';
import { inScope } from '../in-scope.ts';
import { recordAudit, sealAuditValues } from '../record-audit.ts';
import { openSnapshot } from '../roll/sealed-roll.ts';
import { candidates, corrections, registrations } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import { bindProofs } from '../staff/proofs.ts';
import { violatedIndex } from '../unique-violation.ts';
import type { Vault } from '../vault.ts';
import { endCorrections } from '../staff/end-undecided.ts';
import { readCorrectionFacts } from './correction-facts.ts';
import { savedPerson } from './read-correction.ts';

export interface NewCorrection {
  id: string;
  candidateId: string;
  /** What is to change, as people write it. */
  cells: Partial<Pick<RollCells, 'name' | 'idType' | 'idNumber'>>;
  /** True to take over the photo that is on the roll entry now. */
  photo: boolean;
  reason: string;
  proofs: string[];
  submittedBy: string;
  /** Scope of the submitter. */
  scope: Scope;
  command: CommandIdentity;
}

export type CorrectionSubmitted =
  | { refusal: null }
  | { refusal: DomainErrorCode | 'NOT_FOUND' | 'PROOF_UNKNOWN' }
  | { refusal: 'ROLL_ENTRY_FLAWED'; flaws: Flaw<RollColumn>[] };

/** Submits a correction of a saved registration for a second person to decide. */
export async function submitCorrection(
  { db, vault }: { db: Database; vault: Vault },
  correction: NewCorrection,
  now: Instant,
): Promise<CorrectionSubmitted> {
  try {
    return await db.transaction((tx) => submit(tx, vault, correction, now));
  } catch (error) {
    if (violatedIndex(error) === 'corrections_one_open_per_registration')
      return { refusal: 'CORRECTION_PENDING' };
    if (error instanceof UnknownProof) return { refusal: 'PROOF_UNKNOWN' };
    throw error;
  }
}

/** The error for a proof that cannot be handed in: nothing of the submission stays. */
class UnknownProof extends Error {
  override readonly name = 'UnknownProof';
}

async function submit(
  tx: Transaction,
  vault: Vault,
  { id, candidateId, cells, photo, reason, proofs, submittedBy, scope, command }: NewCorrection,
  now: Instant,
): Promise<CorrectionSubmitted> {
  const [found] = await tx
    .select({ candidate: candidates, registration: registrations })
    .from(candidates)
    .leftJoin(registrations, eq(registrations.id, candidates.id))
    .where(and(eq(candidates.id, candidateId), inScope(candidates.schoolCode, scope, candidates.college)));
  if (!found) return { refusal: 'NOT_FOUND' };
  const { candidate, registration } = found;
  if (!registration?.passportId || registration.snapshot === null) return { refusal: 'CORRECTION_NOT_SAVED' };
  const { passportId, schoolCode, state } = registration;
  const snapshot = openSnapshot(vault, { id: candidateId, snapshot: registration.snapshot });
  const { row, flaws } = readRollRow({ ...rollCells(snapshot), ...cells }, { currentYear: beijingYear(now) });
  if (!row) return { refusal: 'ROLL_ENTRY_FLAWED', flaws };
  const values: CorrectionValues = {
    reason,
    before: savedPerson(snapshot, registration.photoId),
    after: savedPerson(row, photo ? candidate.photoId : registration.photoId),
  };
  const fields = correctedFields(values.before, values.after);
  const facts = await readCorrectionFacts(tx, vault, {
    registration,
    candidate,
    passportId,
    after: values.after,
  });
  const refusal = correctionRefusal(fields, facts);
  if (refusal) return { refusal };
  // What was submitted of an earlier save can never be approved: it makes room.
  const outdated = and(
    eq(corrections.registrationId, candidateId),
    or(
      ne(corrections.passportId, passportId),
      sql`${corrections.savedAt} is distinct from ${sql.param(state.savedAt, corrections.savedAt)}`,
    ),
  );
  await endCorrections(tx, outdated, { to: 'lapsed', actor: staffActor(submittedBy), at: now });
  await tx.insert(corrections).values({
    id,
    registrationId: candidateId,
    passportId,
    savedAt: state.savedAt,
    schoolCode,
    fields,
    sealedValues: vault.seal(SEALED.correction(id), values),
    state: 'submitted',
    submittedBy,
    submittedAt: now,
  });
  const about = `candidate/${candidateId}` as const;
  if (!(await bindProofs(tx, proofs, { about, boundTo: `correction/${id}`, uploadedBy: submittedBy })))
    throw new UnknownProof();
  const subject = subjectOf('correction', id);
  await answerRemembered(tx, command, { subject, answer: SUBMITTED }, { acceptedAt: now, aheadAt: null });
  const action = 'correctionSubmitted';
  await recordAudit(tx, {
    actor: staffActor(submittedBy),
    action,
    target: about,
    details: { columns: fields },
    happenedAt: now,
    values: await sealAuditValues(tx, vault, { person: about, action, happenedAt: now }, values),
  });
  return { refusal: null };
}
