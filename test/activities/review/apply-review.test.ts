import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import {
  applyReview,
  type ApplyReviewInput,
  expireReview,
  type ReviewStanding,
} from '../../../activities/review/apply-review.ts';
import { createSeasons } from '../../../db/exam-session/seasons.ts';
import { readReview, sealReviewPersonal } from '../../../db/review/read-review.ts';
import { passports, windows } from '../../../db/schema/index.ts';
import { idNumberIndex } from '../../../db/person/personal-index.ts';
import type { SubmitCommand } from '../../../domain/review/commands.ts';
import { decideReview } from '../../../domain/review/decide.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';
import { START } from '../../domain/registration/commands.ts';
import { changeSettings } from '../../support/settings.ts';
import { onDatabase } from '../../support/sql.ts';
import { waitingForLocks } from '../../support/waiting-for-locks.ts';
import { startFixture } from '../fixture.ts';

const { db, vault, mint, place, ownerUrl } = await startFixture();
const deps = { db, vault, seasons: createSeasons(db), log: pino({ level: 'silent' }) };

/** A first re-check of somebody whose score is known under this name, as the API sends it. */
async function asking(known: 'idNumber' | 'name' = 'name') {
  const { examSessionId, campus } = await place();
  const person = await mint.passport();
  const { id: candidateId } = await mint.candidate({ examSessionId, campus, person });
  const namesake = { ...mint.person(), name: person.name };
  const ticketNumber = await mint.score(known === 'idNumber' ? person : namesake, 500);
  const reviewId = randomUUID();
  const command: SubmitCommand = {
    type: 'submit',
    commandId: randomUUID(),
    requestHash: 'hash',
    passportId: person.id,
    request: {
      candidateId,
      examSessionId,
      provinceCode: campus.code.slice(0, 2),
      schoolCode: campus.schoolCode,
      campusCode: campus.code,
      idNumberIndex: idNumberIndex(vault, person.idType, person.idNumber),
      personal: sealReviewPersonal(vault, reviewId, {
        name: person.name,
        idNumber: person.idNumber,
        ticketNumber,
      }),
      score: 500,
    },
    facts: { endsAt: START + 9 * DAY_MS, match: known },
  };
  return { reviewId, examSessionId, person, campus, command };
}

/** Carries a command out as its workflow would that believes all of it. */
function apply(
  { reviewId, examSessionId }: { reviewId: string; examSessionId: string },
  command: SubmitCommand,
  at = START,
) {
  const decision = decideReview(null, command, at);
  if (decision.kind === 'refused') throw new Error(`decided against: ${decision.code}`);
  const input: ApplyReviewInput = {
    reviewId,
    examSessionId,
    version: 0,
    command,
    code: decision.code,
    at,
  };
  return applyReview(deps, input);
}

it('is decided by settings that have changed while its first lock was waited for', async () => {
  const asked = await asking();
  const endsAt = START - 1;
  const applied = await db.transaction(async (tx) => {
    await tx
      .select({ id: passports.id })
      .from(passports)
      .where(eq(passports.id, asked.person.id))
      .for('update');
    const applying = apply(asked, asked.command);
    await expect.poll(() => waitingForLocks(db)).toBe(1);
    await db
      .update(windows)
      .set({ closesAt: endsAt })
      .where(sql`${windows.examSessionId} = ${asked.examSessionId} and ${windows.kind} = 'registration'`);
    return { applying };
  });
  expect(await applied.applying).toEqual({ kind: 'refused', code: 'FACTS_CHANGED' });
});

it('is not held up by settings on which it does not depend', async () => {
  const asked = await asking();
  await deps.seasons.present(asked.examSessionId, [asked.campus.code]);
  await changeSettings(db, asked.examSessionId);
  expect(await apply(asked, asked.command)).toMatchObject({ kind: 'applied', code: 'PENDING' });
});

it('is carried out once, on the record it was decided on: what comes later learns how the record stands', async () => {
  const asked = await asking();
  const other = { ...asked.command, commandId: randomUUID() };
  const { kind, code, ...standing } = (await apply(asked, asked.command)) as ReviewStanding & {
    kind: string;
    code: string;
  };
  expect({ kind, code }).toEqual({ kind: 'applied', code: 'PENDING' });
  expect(await apply(asked, asked.command)).toEqual({ kind: 'duplicate', code, ...standing });
  expect(await apply(asked, other)).toEqual({ kind: 'behind', ...standing });
});

it('is refused clearly where a guard of the database stands in its way, and does not lapse again and again', async () => {
  const [guarded, undecided] = [await asking(), await asking()];
  expect(await apply(undecided, undecided.command)).toMatchObject({ kind: 'applied' });
  await onDatabase(ownerUrl, (owner) =>
    owner.unsafe(`
      alter table reviews add constraint guarded check (id <> '${guarded.reviewId}');
      alter table reviews add constraint kept check (id <> '${undecided.reviewId}' or state <> 'expired')`),
  );
  expect(await apply(guarded, guarded.command)).toEqual({ kind: 'refused', code: 'RECORD_GUARDED' });
  const at = START + 800 * DAY_MS;
  expect(await expireReview(deps, { reviewId: undecided.reviewId, at })).toMatchObject({
    review: { state: 'pending' },
    endsAt: at + HOUR_MS,
  });
});

describe('what a message says counts for nothing where the database knows better', () => {
  const other = async () => (await mint.passport()).id;

  it.each<[string, (command: SubmitCommand, reviewId: string) => Promise<SubmitCommand> | SubmitCommand]>([
    [
      'that the score is this person’s',
      (command) => ({ ...command, facts: { ...command.facts, match: 'idNumber' } }),
    ],
    ['how high the score is', (command) => ({ ...command, request: { ...command.request, score: 700 } })],
    ['who asks', async (command) => ({ ...command, passportId: await other() })],
    [
      'which school decides',
      (command) => ({ ...command, request: { ...command.request, schoolCode: '99999' } }),
    ],
    [
      'whose number it is',
      (command) => ({ ...command, request: { ...command.request, idNumberIndex: 'another' } }),
    ],
    [
      'what was sealed for another re-check',
      (command) => ({
        ...command,
        request: {
          ...command.request,
          personal: sealReviewPersonal(vault, randomUUID(), { name: '', idNumber: '', ticketNumber: '' }),
        },
      }),
    ],
    [
      'that papers were seen',
      (command, reviewId) => ({
        ...command,
        facts: { ...command.facts, match: 'idNumber' },
        request: {
          ...command.request,
          personal: sealReviewPersonal(vault, reviewId, {
            name: '',
            idNumber: '',
            ticketNumber: '',
            proof: 'seen',
          }),
        },
      }),
    ],
  ])('%s', async (_, forge) => {
    const asked = await asking();
    const forged = await forge(asked.command, asked.reviewId);
    const result = await apply(asked, forged);
    expect(result).toMatchObject({ kind: 'refused' });
    expect(await readReview(db, asked.reviewId)).toBeNull();
  });

  it('when registration ends', async () => {
    const asked = await asking('idNumber');
    const late = { ...asked.command, facts: { ...asked.command.facts, endsAt: START + 900 * DAY_MS } };
    expect(await apply(asked, late, START + 800 * DAY_MS)).toEqual({
      kind: 'refused',
      code: 'FACTS_CHANGED',
    });
    const applied = await apply(asked, late);
    expect(applied).toMatchObject({ kind: 'applied', code: 'APPROVED' });
    const [window] = await db
      .select()
      .from(windows)
      .where(sql`${windows.examSessionId} = ${asked.examSessionId} and ${windows.kind} = 'registration'`);
    expect(applied).toMatchObject({ endsAt: window?.closesAt });
  });
});
