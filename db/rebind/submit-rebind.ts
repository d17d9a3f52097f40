import type { DomainErrorCode } from '../../domain/errors.ts';
import { submissionRefusal } from '../../domain/rebind/rebind.ts';
import { isInScope, type Scope } from '../../domain/scopes.ts';
import type { Database } from '../connect.ts';
import { rebinds } from '../schema/index.ts';
import { SEALED } from '../sealed-places.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { lockRebindParties, schoolOfPassport } from './read-rebind.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import { answerRemembered } from '../commands.ts';
import { withNumber } from '../passport/lock-numbers.ts';
import { openPassport } from '../passport/sealed-passport.ts';
import { violatedIndex } from '../unique-violation.ts';
import { staffActor } from '../../domain/actor.ts';
import { rebindAsked } from '../../domain/rebind/mails.ts';
import { recordAudit } from '../record-audit.ts';
import { SUBMITTED } from '../../domain/staff/two-people.ts';
import type { Instant } from '../../domain/time.ts';

export interface NewRebind {
  id: string;
  newPassportId: string;
  /** Index of the email that the candidate named to support. */
  emailIndex: string;
  submittedBy: string;
  /** Scope of the submitter. */
  scope: Scope;
  command: { commandId: string; requestHash: string };
}

/** Files a rebind for a second person to decide, and tells the old address, so that its reader can object. */
export async function submitRebind(
  db: Database,
  vault: Vault,
  rebind: NewRebind,
  now: Instant,
): Promise<DomainErrorCode | null> {
  const { scope, command, ...row } = rebind;
  try {
    return await withNumber(db, async (tx) => {
      const { claimant, holder } = await lockRebindParties(tx, vault, row.newPassportId);
      const refusal = submissionRefusal(claimant, holder, row.emailIndex);
      if (refusal || !holder) return refusal;
      const schoolCode = await schoolOfPassport(tx, holder.id);
      // Places outside one's scope are answered as if they did not exist.
      if (!isInScope(schoolCode, scope)) return 'REBIND_NOT_MATCHED';
      await tx.insert(rebinds).values({
        ...row,
        oldPassportId: holder.id,
        schoolCode,
        state: 'submitted',
        submittedAt: now,
      });
      const subject = subjectOf('rebind', row.id);
      await answerRemembered(tx, command, { subject, answer: SUBMITTED }, { acceptedAt: now, aheadAt: null });
      // The address is named here because, once approved, mail for the old passport goes to the new one.
      const sealTo = (key: string) => vault.seal(SEALED.sealedTo(key), openPassport(vault, holder).email);
      await leaveMessage(
        tx,
        rebindAsked(row.id, holder.id, { sealTo, isProved: holder.emailVerifiedAt !== null }),
        now,
      );
      await recordAudit(tx, {
        actor: staffActor(row.submittedBy),
        action: 'rebindSubmitted',
        target: `rebind/${row.id}`,
        details: { newPassportId: row.newPassportId, oldPassportId: holder.id },
        happenedAt: now,
      });
      return null;
    });
  } catch (error) {
    if (violatedIndex(error)?.startsWith('rebinds_one_open')) return 'REBIND_PENDING';
    throw error;
  }
}
