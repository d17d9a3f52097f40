import type { MailTemplate, OutboxMessage } from '../db/schema/index.ts';
import type { OrderOwners } from '../db/queries/project-orders.ts';
import type { RegistrationEvent } from '../domain/registration/events.ts';
import type { Registration } from '../domain/registration/state.ts';

/**
 * The mails a decision sends: only what the candidate cannot see happening, or must be able to prove. Refunds go to the
 * order's owner, also when the registration is gone, or somebody else's by now.
 */
export function mailsOf(
  before: Registration,
  events: RegistrationEvent[],
  owners: OrderOwners,
): OutboxMessage[] {
  const boundTo = events.find((event) => event.type === 'saved')?.passportId ?? before.passportId;
  const mail = (
    template: MailTemplate,
    parameters: Record<string, string | number>,
    passportId = boundTo,
  ): OutboxMessage[] => (passportId === null ? [] : [{ kind: 'mail', template, passportId, parameters }]);
  return events.flatMap((event): OutboxMessage[] => {
    switch (event.type) {
      case 'orderPaid': {
        const order = before.orders.find((candidate) => candidate.orderNo === event.orderNo);
        const subjects = event.entryIds.map((id) => before.entries.find((entry) => entry.id === id)?.subject);
        return mail('entryPaid', {
          orderNo: event.orderNo,
          amountFen: order?.amountFen ?? 0,
          subjects: subjects.join(','),
        });
      }
      case 'entryReleased': {
        if (event.reason !== 'expired' && event.reason !== 'writtenReleased') return [];
        const entry = before.entries.find((candidate) => candidate.id === event.entryId);
        return mail('entryExpired', { subject: entry?.subject ?? '', campus: entry?.campus ?? '' });
      }
      case 'waitlistPromoted':
        return mail('waitlistPromoted', {
          subject: event.entry.subject,
          campus: event.entry.campus,
          deadlineAt: event.entry.deadlineAt,
        });
      case 'waitlistLeft': {
        if (event.reason === 'cancelled' || event.reason === 'withdrawn') return [];
        const wait = before.waitlist.find((candidate) => candidate.id === event.waitlistEntryId);
        return mail('waitlistEnded', { subject: wait?.subject ?? '', reason: event.reason });
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
