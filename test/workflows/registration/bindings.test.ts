import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../config/clock.ts';
import { registrationWorkflowId } from '../../../workflows/registration/messages.ts';
import { startPlatform } from '../../support/platform.ts';
import { preparedSave, send } from '../../support/raw-commands.ts';
import { eventually, recordOf, statusOf } from '../../support/records.ts';
import { accepted, type Candidate, mintCandidate, mintPlace, type Place } from '../../support/walk.ts';

const platform = await startPlatform({ clock: systemClock });

async function placeWithSubject(): Promise<Place> {
  const place = await mintPlace(platform);
  await platform.mint.offering(place.examSessionId, place.campus.code, '1');
  return place;
}

/** Puts the same person on the roll of another school of the province. */
async function onAnotherRoll({ examSessionId, campus }: Place, { passport }: Candidate) {
  const other = await platform.mint.campus({ provinceCode: campus.provinceCode });
  await platform.mint.offering(examSessionId, other.code, '1');
  return platform.mint.candidate({ examSessionId, campus: other, person: passport });
}

/** Lists which of these registrations have a running workflow, as operators see it. */
async function running(examSessionId: string, registrationIds: string[]): Promise<string[]> {
  const idOf = (registrationId: string) => registrationWorkflowId(examSessionId, registrationId);
  const query = `WorkflowId IN (${registrationIds.map((one) => `'${idOf(one)}'`).join()}) AND ExecutionStatus = 'Running'`;
  const ids: string[] = [];
  for await (const { workflowId } of platform.client.workflow.list({ query })) ids.push(workflowId);
  return registrationIds.filter((one) => ids.includes(idOf(one)));
}

describe('a roll entry and a passport are bound to each other, and to nothing else', () => {
  it('two passports, one roll entry, at once: one has it, the other is told', async () => {
    const place = await placeWithSubject();
    const owner = await mintCandidate(platform, place);
    const saved = await preparedSave(platform, place, owner);
    const { name, idNumber } = owner.passport;
    const namesake = () => platform.mint.passport({ name, idNumber, verified: false });
    const passports = [owner.passport, ...(await Promise.all([1, 2, 3].map(namesake)))];

    const answers = await Promise.all(
      passports.map(({ id }) =>
        send(platform, {
          ...saved,
          command: { ...saved.command, commandId: randomUUID(), passportId: id },
        }),
      ),
    );
    expect(answers.indexOf('OK')).toBe(0);
    for (const answer of answers.slice(1))
      expect(['CANDIDATE_TAKEN', 'ID_NUMBER_RESERVED']).toContain(answer);
    expect(await recordOf(platform, owner.registrationId)).toMatchObject({
      passportId: passports[answers.indexOf('OK')]?.id,
      version: 1,
    });
    expect(await statusOf(platform, owner.workflowId)).toBe('RUNNING');
  });

  it('one passport, two roll entries, at once: one is bound, and no workflow is left for the other', async () => {
    const place = await placeWithSubject();
    const first = await mintCandidate(platform, place);
    const second = await onAnotherRoll(place, first);
    const one = await preparedSave(platform, place, first);
    const other = await preparedSave(platform, place, {
      ...first,
      registrationId: second.id,
      digest: second.digest,
    });

    const answers = await Promise.all([send(platform, one), send(platform, other)]);
    expect(answers.toSorted()).toEqual(['OK', 'PASSPORT_ALREADY_BOUND']);
    const [winner, loser] =
      answers[0] === 'OK' ? [first.registrationId, second.id] : [second.id, first.registrationId];
    expect(await recordOf(platform, winner!)).toMatchObject({ passportId: first.passport.id });
    await expect(recordOf(platform, loser!)).rejects.toThrow('no record');
    await eventually(() => statusOf(platform, registrationWorkflowId(place.examSessionId, loser!))).toBe(
      'COMPLETED',
    );
    await eventually(() => running(place.examSessionId, [winner!, loser!])).toEqual([winner]);
  });

  it('who is on two rolls, and picked one, cannot take the other as well', async () => {
    const place = await placeWithSubject();
    const candidate = await mintCandidate(platform, place);
    const other = await onAnotherRoll(place, candidate);
    accepted(await candidate.save());
    const answer = await candidate.call('PUT', '/registration', {
      examSessionId: place.examSessionId,
      candidateId: other.id,
      digest: other.digest,
      dataConfirmed: true,
      mobileConfirmed: true,
    });
    expect(answer).toMatchObject({ ok: false, code: 'PASSPORT_ALREADY_BOUND' });
    expect(accepted(await candidate.registration()).id).toBe(candidate.registrationId);
  });
});
