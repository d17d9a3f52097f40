import type { Clock } from '../../config/clock.ts';
import type { OutboxMessage } from '../../domain/messages/message.ts';

/** Tells whether a message came too late (`expiresAt`): it would only mislead, and stays unsent. */
export function hasExpired(
  { clock }: { clock: Clock },
  { parameters }: Extract<OutboxMessage, { kind: 'mail' | 'text' }>,
): boolean {
  return typeof parameters.expiresAt === 'number' && clock.now() >= parameters.expiresAt;
}
