import type { Instant } from '../../time.ts';
import type { WithdrawCommand } from '../commands.ts';
import { registrationWindowRefusal } from '../rules.ts';
import { isSettling, liveEntries, type Registration } from '../state.ts';
import { accept, type Decision, refuse } from './decision.ts';

/**
 * Decides 报名信息删除: deletes a registration with nothing paid. The gateway is first asked about orders that may still be
 * paid.
 */
export function decideWithdraw(registration: Registration, command: WithdrawCommand, now: Instant): Decision {
  if (registration.withdrawing) return accept([], 'ORDER_SETTLING');
  // What is being confirmed comes before what is paid, which sends candidates to cancel the rest one by one.
  if (registration.orders.some(isSettling)) return refuse('ORDER_SETTLING');
  if (liveEntries(registration).some((entry) => entry.state === 'paid')) return refuse('PAID_ENTRIES_STAY');
  const closed = registrationWindowRefusal(command.facts.registrationWindow, now);
  if (closed) return refuse(closed);
  return accept([{ type: 'withdrawalStarted' }]);
}
