import type { Transaction } from '../connect.ts';
import { commands } from '../schema/index.ts';

/** Keeps what a submission answered, so that the same Idempotency-Key submits once. */
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
