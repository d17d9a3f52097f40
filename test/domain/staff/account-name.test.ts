import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { actorMeant, COMMAND_LINE_ACCOUNT, staffActor } from '../../../domain/actor.ts';
import { isAccountName } from '../../../domain/staff/account-name.ts';

it.each([
  'timer',
  'visitor',
  'alipay',
  'payease',
  COMMAND_LINE_ACCOUNT,
  '0123456789abcdef0123456789abcdef',
  'school..96',
  'school...96',
])('gives nobody the name %s', (name) => {
  expect(isAccountName(name)).toBe(false);
});

it.each(['school.96101', 'timers', 'li.lei-2', '0123456789abcdef0123456789abcde'])('takes %s', (name) => {
  expect(isAccountName(name)).toBe(true);
});

it('takes no name that means somebody else to whoever looks for what was done', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
  const written = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{1,38}[a-z0-9]$/);
  const special = fc.constantFrom('timer', 'visitor', 'alipay', 'payease', 'gateway', 'staff', 'passport');
  fc.assert(
    fc.property(fc.oneof(hex, written, special), (name) => {
      expect(isAccountName(name) && actorMeant(name) !== staffActor(name)).toBe(false);
    }),
  );
});
