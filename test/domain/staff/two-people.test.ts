import { describe, expect, it } from 'vitest';
import { decisionRefusal } from '../../../domain/staff/two-people.ts';

describe('what takes two people is decided', () => {
  it.each([
    ['by somebody else', { state: 'submitted', submittedBy: 'one' }, 'two', null],
    ['never by who submitted it', { state: 'submitted', submittedBy: 'one' }, 'one', 'SUBMISSION_OWN'],
    ['once', { state: 'approved', submittedBy: 'one' }, 'two', 'SUBMISSION_DECIDED'],
    ['once, also when rejected', { state: 'rejected', submittedBy: 'one' }, 'one', 'SUBMISSION_DECIDED'],
  ] as const)('%s', (_, submission, account, refusal) => {
    expect(decisionRefusal(submission, account)).toBe(refusal);
  });
});
