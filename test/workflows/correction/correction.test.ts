import type { z } from 'zod';
import { describe, expect, it } from 'vitest';
import type { correctionSchema } from '../../../api/correction/schemas.ts';
import { systemClock } from '../../../config/clock.ts';
import { storeProof } from '../../../db/staff/proofs.ts';
import { startPlatform } from '../../support/platform.ts';
import { eventsOf, eventually, mailsTo, recordOf, viewOf } from '../../support/records.ts';
import { mintStaff } from '../../support/staff-calls.ts';
import { accepted, mintCandidate, mintPlace } from '../../support/walk.ts';
import { randomUUID } from 'node:crypto';

type Correction = z.infer<typeof correctionSchema>;

const platform = await startPlatform({ clock: systemClock });
const place = await mintPlace(platform);
const offering = await platform.mint.offering(place.examSessionId, place.campus.code, '1');
const cet6 = await platform.mint.offering(place.examSessionId, place.campus.code, '2');
const { schoolCode } = place.campus;
const [one, two] = [
  await mintStaff(platform, { role: 'schoolAdmin', scope: schoolCode }),
  await mintStaff(platform, { role: 'schoolAdmin', scope: schoolCode }),
];

/** Has a candidate's registration corrected by two people. */
async function corrected(candidateId: string, change: object): Promise<void> {
  const { db, vault } = platform;
  const id = randomUUID();
  const proof = { id, about: `candidate/${candidateId}`, type: 'application/pdf' } as const;
  await storeProof(
    db,
    vault,
    { ...proof, bytes: Buffer.from('%PDF-1.7'), uploadedBy: one.account },
    systemClock.now(),
  );
  const body = { candidateId, reason: '核对', proofs: [id], ...change };
  const { id: correctionId } = accepted(await one.call<Correction>('POST', '/corrections', body));
  accepted(await two.call('POST', `/corrections/${correctionId}/decision`, { outcome: 'approve' }));
}

describe('a correction of a registration whose workflow runs', () => {
  it('is heard by the workflow, decides what comes next, and is mailed', async () => {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    // The number on the school’s papers has a known score: the number that was typed has none.
    const known = platform.mint.person();
    await platform.mint.score(known, 500);
    expect(await candidate.select([cet6.id])).toMatchObject({ ok: false });
    await corrected(candidate.registrationId, { idNumber: known.idNumber });
    await platform.deliverMessages();
    const { version } = await recordOf(platform, candidate.registrationId);
    await eventually(async () => (await viewOf(platform, candidate)).state.version).toBe(version);
    accepted(await candidate.select([offering.id, cet6.id]));
    expect(await eventsOf(platform, candidate.registrationId)).toEqual([
      'saved',
      'informationCorrected',
      'entryTaken',
      'entryTaken',
    ]);
    await platform.deliverMessages();
    expect(mailsTo(platform, candidate)).toContainEqual(expect.stringContaining('您的报名信息已更正'));
  });

  it('takes the record over before the next decision, also where the workflow has not heard yet', async () => {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    await corrected(candidate.registrationId, { name: '改名某' });
    accepted(await candidate.select([offering.id]));
    const { state } = await recordOf(platform, candidate.registrationId);
    expect(state.entries).toHaveLength(1);
    expect((await viewOf(platform, candidate)).state).toEqual(state);
  });
});
