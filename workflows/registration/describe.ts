import { deadlineOf, nextWakeUp } from '../../domain/registration/deadlines.ts';
import { isSettling, liveEntries, type Registration, stageOf } from '../../domain/registration/state.ts';

/** Describes the state of a registration in the Temporal UI, for operators, without personal data. */
export function describe(registration: Registration): string {
  const entries = liveEntries(registration).map(
    (entry) =>
      `- subject ${entry.subject} at ${entry.campus}: ${entry.state}${entry.state === 'held' ? ` until ${instant(deadlineOf(registration, entry))}` : ''}`,
  );
  const orders = registration.orders.map(
    (order) =>
      `- ${order.orderNo}: ${isSettling(order) ? 'settling' : order.state}, ${(order.amountFen / 100).toFixed(2)} yuan`,
  );
  const wakeUp = nextWakeUp(registration);
  return [
    `**${stageOf(registration)}**, version ${registration.version}`,
    ...(entries.length > 0 ? ['', 'Entries', ...entries] : []),
    ...(orders.length > 0 ? ['', 'Orders', ...orders] : []),
    ...registration.waitlist.map(
      (wait) => `\nWaiting for subject ${wait.subject} at ${wait.campus} since ${instant(wait.joinedAt)}`,
    ),
    ...(wakeUp ? ['', `Next: ${wakeUp.why} at ${instant(wakeUp.at)}`] : []),
  ].join('\n');
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
