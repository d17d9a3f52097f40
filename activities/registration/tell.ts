import type { Transaction } from '../../db/connect.ts';
import { leaveMessages, type NewMessage } from '../../db/messages/leave-message.ts';
import { rowAheadKey } from '../../db/messages/row-ahead.ts';
import type { OrderOwners } from '../../db/registration/project-orders.ts';
import { subjectOf } from '../../domain/command-subject.ts';
import type { Seated } from './decided.ts';
import { messagesOf } from './messages.ts';

/** The time an accepted command may stay unanswered before the relay tells its workflow that the record is ahead. */
const ROW_AHEAD_AFTER_MS = 30_000;

/** Leaves the messages of a decision to the relay; after a command also the one that wakes a workflow left behind. */
export async function tell(tx: Transaction, seated: Seated, owners: OrderOwners): Promise<void> {
  const messages = messagesToPeople(seated, owners);
  if (seated.command) messages.push(rowAhead(seated));
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

function rowAhead({ registrationId, after, at }: Seated): NewMessage {
  return {
    key: rowAheadKey(subjectOf('registration', registrationId), after.version),
    subject: `row-ahead/${registrationId}`,
    message: { kind: 'rowAhead', registrationId },
    dueAt: new Date(at.getTime() + ROW_AHEAD_AFTER_MS),
  };
}
