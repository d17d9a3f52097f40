import { expect, it } from 'vitest';
import { ordersFor, stateAfter, turnOf } from '../../../domain/batches/batch.ts';
import { afterStaging, batchMailKey, bulkFilterOf, rowOfMail } from '../../../domain/batches/bulk.ts';
import { peopleAskedIn } from '../../../domain/registration/people-filter.ts';

it('an action on more people than the rule says waits for a second person', () => {
  const rules = { secondPersonAbove: 1_000 };
  expect([0, 1_000, 1_001].map((total) => afterStaging({ kind: 'messages', total }, rules))).toEqual([
    'running',
    'running',
    'submitted',
  ]);
  expect([turnOf('submitted'), ordersFor('submitted'), stateAfter('submitted', 'start')]).toEqual([
    'person',
    ['cancel'],
    null,
  ]);
});

it('a mail names its row, and no other message does', () => {
  const batchId = '0f8fad5b-d9cb-469f-a165-70867728950e';
  expect(rowOfMail(batchMailKey(batchId, 42))).toEqual({ batchId, line: 42 });
  for (const key of [`bulk/${batchId}/`, `bulk/${batchId}/x`, `mail/${batchId}/1`, `${batchId}/1`])
    expect(rowOfMail(key)).toBeNull();
});

it('what people are filtered by is read back as it was written down', () => {
  const asked = {
    inside: '99101',
    college: '文学院',
    grade: 3,
    stage: 'unpaid',
    educationLevel: 'master',
  } as const;
  expect(bulkFilterOf({ ...asked, subject: undefined })).toEqual({ ...asked, grade: '3' });
  expect(peopleAskedIn(bulkFilterOf(asked))).toMatchObject(asked);
  expect(peopleAskedIn({ stage: 'other', educationLevel: 'other' })).toMatchObject({
    stage: undefined,
    educationLevel: 'other',
  });
});
