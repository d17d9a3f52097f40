import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { actorMeant, COMMAND_LINE_ACCOUNT, plainReference, staffActor } from '../../../domain/actor.ts';
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

it('an actor or a target is found whatever the case in which its id was copied; names of accounts are as they are', () => {
  const id = 'fe680123456789abcdef0123456789ab';
  expect(actorMeant(`passport/${id.toUpperCase()}`)).toBe(`passport/${id}`);
  expect(actorMeant(id.toUpperCase())).toBe(`passport/${id}`);
  expect(plainReference('candidate/0192F0C1-AAAA-7BBB-8CCC-0123456789AB')).toBe(
    'candidate/0192f0c1-aaaa-7bbb-8ccc-0123456789ab',
  );
  expect(actorMeant(`staff/${id.toUpperCase()}`)).toBe(`staff/${id.toUpperCase()}`);
  expect(plainReference('settings/2026B/99')).toBe('settings/2026B/99');
});
