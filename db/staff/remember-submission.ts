import type { Transaction } from '../connect.ts';
import { commands } from '../schema/index.ts';

/** Keeps the answer to a submission, so that the same Idempotency-Key submits only once. */
export async function rememberSubmission(
  tx: Transaction,
  submissionId: string,
  command: { commandId: string; requestHash: string },
  now: Date,
): Promise<void> {
  await tx.insert(commands).values({
    id: command.commandId,
    registrationId: submissionId,
    requestHash: command.requestHash,
    answer: { version: 1, code: 'OK' },
    acceptedAt: now,
  });
}
