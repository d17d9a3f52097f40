import type { Transaction } from '../../db/connect.ts';
import { messagesLeft } from '../../db/messages/leave-message.ts';
import type { OrderOwners } from '../../db/registration/project-orders.ts';
import type { Seated } from './decided.ts';
import { messagesOf } from './messages.ts';

/** Makes the write that leaves the messages of a decision to the relay. */
export function messagesTold(
  tx: Transaction,
  { registrationId, before, events, after, at }: Seated,
  owners: OrderOwners,
) {
  return messagesLeft(
    tx,
    messagesOf(before, events, owners, registrationId).map((message, position) => ({
      key: `${message.kind}/${registrationId}/${after.version}/${position}`,
      subject: `${message.kind}/${registrationId}`,
      message,
      dueAt: at,
    })),
  );
}
