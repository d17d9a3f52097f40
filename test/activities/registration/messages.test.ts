import { expect, it } from 'vitest';
import { messagesOf } from '../../../activities/registration/messages.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { HOLD_MINUTES, join, row, START } from '../../domain/registration/commands.ts';
import { holding } from '../../domain/registration/walk.ts';

it('names to who gets an oral from the waitlist the moment at which its unpaid written takes it along', () => {
  const walk = holding('1').pass(HOUR_MS);
  walk.ask(join(row('F', { seatAvailable: false, entryId: 'wait-F' })));
  const before = walk.registration;
  const facts = { eligible: true, holdMinutes: HOLD_MINUTES };
  const promoted = walk.occur({ type: 'seatOffered', waitlistEntryId: 'wait-F', facts });
  if (promoted.kind !== 'accepted') throw new Error('nobody was promoted');
  const deadlineAt = START + DAY_MS;
  expect(messagesOf(before, promoted.events, new Map(), 'registration')).toMatchObject(
    ['mail', 'text'].map((kind) => ({
      kind,
      parameters: { subject: 'F', deadlineAt, expiresAt: deadlineAt },
    })),
  );
});
