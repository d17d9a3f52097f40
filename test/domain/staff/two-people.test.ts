import { describe, expect, it } from 'vitest';
import { decisionRefusal, type SubmissionState } from '../../../domain/staff/two-people.ts';

describe('what takes two people is decided', () => {
  it.each<[string, { state: SubmissionState; submittedBy: string }, string, boolean, string | null]>([
    ['by somebody else', { state: 'submitted', submittedBy: 'one' }, 'two', false, null],
    [
      'never by another account of theirs',
      { state: 'submitted', submittedBy: 'one' },
      'two',
      true,
      'SUBMISSION_ONE_PERSON',
    ],
    ['never by who submitted it', { state: 'submitted', submittedBy: 'one' }, 'one', true, 'SUBMISSION_OWN'],
    ['once', { state: 'approved', submittedBy: 'one' }, 'two', false, 'SUBMISSION_DECIDED'],
    [
      'once, also when rejected',
      { state: 'rejected', submittedBy: 'one' },
      'one',
      true,
      'SUBMISSION_DECIDED',
    ],
  ])('%s', (_, submission, account, isOnePerson, refusal) => {
    expect(decisionRefusal(submission, account, isOnePerson)).toBe(refusal);
  });
});
