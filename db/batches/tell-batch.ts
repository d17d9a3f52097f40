import type { Instant } from '../../domain/time.ts';
import type { Database } from '../connect.ts';
import { leaveMessages } from '../messages/leave-message.ts';

/** Leaves word for a batch's workflow that its row has moved; one that is gone starts again. */
export async function tellBatch(
  db: Pick<Database, 'insert'>,
  { id, version, state }: { id: string; version: number; state: string },
  now: Instant,
): Promise<void> {
  await leaveMessages(db, [
    {
      key: `batch/${id}/${version}/${state}/${now}`,
      subject: `batch/${id}`,
      message: { kind: 'batchMoved', batchId: id },
      dueAt: now,
    },
  ]);
}
