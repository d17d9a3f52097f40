import type { Transaction } from '../../db/connect.ts';
import { leaveMessages, type NewMessage } from '../../db/messages/leave-message.ts';
import { rowAheadMessage } from '../../db/messages/row-ahead.ts';
import type { OrderOwners } from '../../db/registration/project-orders.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import type { Seated } from './decided.ts';
import { messagesOf } from './messages.ts';

/** Leaves the messages of a decision to the relay; after a command also the one that wakes a workflow left behind. */
export async function tell(tx: Transaction, seated: Seated, owners: OrderOwners): Promise<void> {
  const messages = messagesToPeople(seated, owners);
  const { command, registrationId, after, at } = seated;
  if (command) {
    const subject = subjectOf('registration', registrationId);
    messages.push(rowAheadMessage(subject, after.version, { kind: 'rowAhead', registrationId }, at));
  }
  await leaveMessages(tx, messages);
}

function messagesToPeople(seated: Seated, owners: OrderOwners): NewMessage[] {
  const { registrationId, before, events, after, at } = seated;
  return messagesOf(before, events, owners).map((message, position) => ({
    key: `${message.kind}/${registrationId}/${after.version}/${position}`,
    subject: `${message.kind}/${registrationId}`,
    message,
    dueAt: at,
  }));
}
