import { describe, expect, it } from 'vitest';
import { isOutdated, submissionRefusal } from '../../../domain/rebind/rebind.ts';

const claimant = { emailIndex: 'email', emailVerifiedAt: 0, hold: 'claiming' as const };
const holder = { id: 'old', schoolCode: '11001' };

describe('support may submit a rebind', () => {
  it.each([
    ['to a passport that claims a number another holds', claimant, holder, null],
    ['unless there is no such passport', null, null, 'REBIND_NOT_MATCHED'],
    ['unless its email is another one', { ...claimant, emailIndex: 'other' }, holder, 'REBIND_NOT_MATCHED'],
    ['unless it holds its number', { ...claimant, hold: 'reserving' as const }, null, 'REBIND_NOT_CLAIMING'],
    [
      'unless its email is unverified',
      { ...claimant, emailVerifiedAt: null },
      holder,
      'REBIND_EMAIL_UNVERIFIED',
    ],
    ['unless nobody holds the number any more', claimant, null, 'REBIND_NO_HOLDER'],
  ])('%s', (_, of, by, refusal) => {
    expect(submissionRefusal(of, by, 'email')).toBe(refusal);
  });
});

describe('a rebind is out of date', () => {
  const rebind = { oldPassportId: 'old', emailIndex: 'email', schoolCode: '11001' };

  it.each([
    ['not while nothing has changed', claimant, holder, false],
    ['when the new passport is closed', null, null, true],
    ['when its email is another one', { ...claimant, emailIndex: 'other' }, holder, true],
    ['when it claims no longer', { ...claimant, hold: 'reserving' as const }, null, true],
    ['when the number went to somebody else', claimant, { ...holder, id: 'third' }, true],
    ['when what it moves is at another school', claimant, { ...holder, schoolCode: '11002' }, true],
    ['when it moves nothing any more', claimant, { ...holder, schoolCode: null }, true],
    ['when nobody holds the number', claimant, null, true],
  ])('%s', (_, of, by, outdated) => {
    expect(isOutdated(rebind, of, by)).toBe(outdated);
  });
});
