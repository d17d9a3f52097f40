import type { DomainErrorCode } from '../../domain/errors.ts';
import { submissionRefusal } from '../../domain/rebind/rebind.ts';
import { isInScope } from '../../domain/scopes.ts';
import type { Database } from '../connect.ts';
import { auditLog, rebinds } from '../schema/index.ts';
import type { Vault } from '../vault.ts';
import { leaveMessage } from '../messages/leave-message.ts';
import { listRegistrationsOf, listReviewsOf, lockRebindParties } from './read-rebind.ts';
import { rememberSubmission } from '../staff/remember-submission.ts';
import { openPassport } from '../sealed-personal.ts';
import { violatedIndex } from '../unique-violation.ts';

export interface NewRebind {
  id: string;
  newPassportId: string;
  /** Of the email the candidate named to support. */
  emailIndex: string;
  submittedBy: string;
  /** Of the submitter: a school or province code, or `*`. */
  scope: string;
  command: { commandId: string; requestHash: string };
}

/** Files a rebind for a second person to decide, and tells the old address: whoever still reads it can object. */
export async function submitRebind(
  db: Database,
  vault: Vault,
  rebind: NewRebind,
  now: Date,
): Promise<DomainErrorCode | null> {
  const { scope, command, ...row } = rebind;
  try {
    return await db.transaction(async (tx) => {
      const { claimant, holder } = await lockRebindParties(tx, row.newPassportId);
      const refusal = submissionRefusal(claimant, holder, row.emailIndex);
      if (refusal || !holder) return refusal;
      const [registration] = await listRegistrationsOf(tx, [holder.id]);
      const [review] = await listReviewsOf(tx, [holder.id]);
      const schoolCode = (registration ?? review)?.schoolCode ?? null;
      // Outside one's scope is answered like nothing at all.
      if (!isInScope({ schoolCode: schoolCode ?? '' }, scope)) return 'REBIND_NOT_MATCHED';
      await tx.insert(rebinds).values({
        ...row,
        oldPassportId: holder.id,
        schoolCode,
        state: 'submitted',
        submittedAt: now,
      });
      await rememberSubmission(tx, row.id, command, now);
      await leaveMessage(
        tx,
        `rebindAsked/${row.id}`,
        {
          kind: 'mail',
          template: 'rebindAsked',
          passportId: holder.id,
          parameters: {},
          // Named here: once approved, what is for the old passport goes to the new one.
          sealedTo: vault.seal('outbox', openPassport(vault, holder.personal).email),
        },
        now,
      );
      await tx.insert(auditLog).values({
        actor: `staff/${row.submittedBy}`,
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
