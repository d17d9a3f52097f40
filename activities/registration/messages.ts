import type { OrderOwners } from '../../db/registration/project-orders.ts';
import type { MailTemplate, OutboxMessage, TextTemplate } from '../../domain/messages/message.ts';
import { deadlineOf } from '../../domain/registration/deadlines.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Registration } from '../../domain/registration/state.ts';

type Parameters = Record<string, string | number>;

/**
 * Composes the messages to the candidate about a decision: what they cannot see happening, must be able to prove, or
 * have to do more about by a deadline. Every step of a wait is told by mail and text, because people who wait are not looking at the page when the
 * seat comes. Refunds are told to the order's owner, even when the registration is gone or belongs to somebody else by
 * now.
 */
export function messagesOf(
  before: Registration,
  events: RegistrationEvent[],
  owners: OrderOwners,
  registrationId: string,
): OutboxMessage[] {
  const boundTo = events.find((event) => event.type === 'saved')?.passportId ?? before.passportId;
  const mail = (template: MailTemplate, parameters: Parameters, passportId = boundTo): OutboxMessage[] =>
    passportId === null ? [] : [{ kind: 'mail', template, passportId, parameters }];
  const mailAndText = (template: MailTemplate & TextTemplate, parameters: Parameters): OutboxMessage[] =>
    boundTo === null
      ? []
      : [...mail(template, parameters), { kind: 'text', template, passportId: boundTo, parameters }];
  // What one command takes is told, and to be paid, together.
  const taken = events.flatMap((event) => (event.type === 'entryTaken' ? [event.entry] : []));
  return events.flatMap((event): OutboxMessage[] => {
    switch (event.type) {
      case 'saved':
        return mail('registrationSaved', { deadlineAt: event.keepUntilAt, expiresAt: event.keepUntilAt });
      case 'entryTaken': {
        if (event.entry !== taken[0]) return [];
        const deadlineAt = Math.min(...taken.map((entry) => deadlineOf(before, entry)));
        return mail('seatsTaken', {
          subjects: taken.map(({ subject }) => subject).join(','),
          deadlineAt,
          expiresAt: deadlineAt,
          registrationId,
        });
      }
      case 'orderPaid': {
        const order = before.orders.find((candidate) => candidate.orderNo === event.orderNo);
        const entries = before.entries.filter((entry) => event.entryIds.includes(entry.id));
        const waitedFor = entries.some((entry) => entry.via === 'waitlist');
        return (waitedFor ? mailAndText : mail)('entryPaid', {
          orderNo: event.orderNo,
          amountFen: order?.amountFen ?? 0,
          subjects: entries.map((entry) => entry.subject).join(','),
          registrationId,
        });
      }
      case 'entryReleased': {
        if (event.reason !== 'expired' && event.reason !== 'writtenReleased') return [];
        const entry = before.entries.find((candidate) => candidate.id === event.entryId);
        const subject = entry?.subject ?? '';
        if (event.reason === 'expired' && entry?.via === 'waitlist')
          return mailAndText('waitlistEnded', { subject, reason: 'unpaid' });
        return mail('entryExpired', { subject, campus: entry?.campus ?? '' });
      }
      case 'waitlistJoined':
        return mailAndText('waitlistJoined', { subject: event.waitlistEntry.subject });
      case 'waitlistPromoted': {
        const { subject, campus } = event.entry;
        const deadlineAt = deadlineOf(before, event.entry);
        // Both expire with the deadline: after that they would only mislead.
        return mailAndText('waitlistPromoted', {
          subject,
          campus,
          deadlineAt,
          expiresAt: deadlineAt,
          registrationId,
        });
      }
      case 'waitlistLeft': {
        const wait = before.waitlist.find((candidate) => candidate.id === event.waitlistEntryId);
        const subject = wait?.subject ?? '';
        return event.reason === 'cancelled'
          ? mailAndText('waitlistCancelled', { subject })
          : mailAndText('waitlistEnded', { subject, reason: event.reason });
      }
      case 'deleted':
        return event.reason === 'expired' ? mail('registrationDeleted', {}) : [];
      case 'refundRequested':
        return mail(
          'refundRequested',
          { orderNo: event.orderNo, amountFen: event.amountFen, reason: event.refund.reason },
          owners.get(event.orderNo),
        );
      case 'refunded':
        return mail('refundDone', { orderNo: event.orderNo }, owners.get(event.orderNo));
      default:
        return [];
    }
  });
}
