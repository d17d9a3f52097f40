import type { MailTemplate, OutboxMessage, TextTemplate } from '../../db/schema/index.ts';
import type { OrderOwners } from '../../db/registration/project-orders.ts';
import type { RegistrationEvent } from '../../domain/registration/events.ts';
import type { Registration } from '../../domain/registration/state.ts';

type Parameters = Record<string, string | number>;

/**
 * Composes the messages to the candidate about a decision: only what they cannot see happening, or must be able to
 * prove. Every step of a wait is told by mail and text, because people who wait are not looking at the page when the
 * seat comes. Refunds are told to the order's owner, even when the registration is gone or belongs to somebody else by
 * now.
 */
export function messagesOf(
  before: Registration,
  events: RegistrationEvent[],
  owners: OrderOwners,
): OutboxMessage[] {
  const boundTo = events.find((event) => event.type === 'saved')?.passportId ?? before.passportId;
  const mail = (template: MailTemplate, parameters: Parameters, passportId = boundTo): OutboxMessage[] =>
    passportId === null ? [] : [{ kind: 'mail', template, passportId, parameters }];
  const mailAndText = (template: MailTemplate & TextTemplate, parameters: Parameters): OutboxMessage[] =>
    boundTo === null
      ? []
      : [...mail(template, parameters), { kind: 'text', template, passportId: boundTo, parameters }];
  return events.flatMap((event): OutboxMessage[] => {
    switch (event.type) {
      case 'orderPaid': {
        const order = before.orders.find((candidate) => candidate.orderNo === event.orderNo);
        const entries = before.entries.filter((entry) => event.entryIds.includes(entry.id));
        const waitedFor = entries.some((entry) => entry.via === 'waitlist');
        return (waitedFor ? mailAndText : mail)('entryPaid', {
          orderNo: event.orderNo,
          amountFen: order?.amountFen ?? 0,
          subjects: entries.map((entry) => entry.subject).join(','),
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
        const { subject, campus, deadlineAt } = event.entry;
        // The text expires with its deadline: after that it would only mislead.
        return mailAndText('waitlistPromoted', { subject, campus, deadlineAt, expiresAt: deadlineAt });
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
