import { describe, expect, it } from 'vitest';
import { isOutdated, submissionRefusal } from '../../../domain/rebind/rebind.ts';

const claimant = { emailIndex: 'email', emailVerifiedAt: new Date(0), claiming: true };
const holder = { id: 'old' };

describe('support may submit a rebind', () => {
  it.each([
    ['to a passport that claims a number another holds', claimant, holder, null],
    ['unless there is no such passport', null, null, 'REBIND_NOT_MATCHED'],
    ['unless its email is another one', { ...claimant, emailIndex: 'other' }, holder, 'REBIND_NOT_MATCHED'],
    ['unless it holds its number', { ...claimant, claiming: false }, null, 'REBIND_NOT_CLAIMING'],
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
  const rebind = { oldPassportId: 'old', emailIndex: 'email' };

  it.each([
    ['not while nothing has changed', claimant, holder, false],
    ['when the new passport is closed', null, null, true],
    ['when its email is another one', { ...claimant, emailIndex: 'other' }, holder, true],
    ['when it claims no longer', { ...claimant, claiming: false }, null, true],
    ['when the number went to somebody else', claimant, { id: 'third' }, true],
    ['when nobody holds the number', claimant, null, true],
  ])('%s', (_, of, by, outdated) => {
    expect(isOutdated(rebind, of, by)).toBe(outdated);
  });
});
