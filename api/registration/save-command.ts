import { isAnothersRoll } from '../../db/registration/is-anothers-roll.ts';
import { seasonFor } from '../../domain/exam-session/season-for.ts';
import { EMPTY_REGISTRATION } from '../../domain/registration/state.ts';
import { saveRefusal } from '../../domain/registration/save-refusal.ts';
import type { CommandIds } from './answer-command.ts';
import type { Prepared } from './run-command.ts';
import type { ApiDependencies, CandidateSession } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { windowRefusal } from '../http/window-refusal.ts';
import { requireOwnRolls } from './own-rolls.ts';
import { saveFactsOf } from './save-facts.ts';

/**
 * Reads that on which saving a registration is decided. The roll entry must be the person's own, and unchanged
 * since they checked it.
 * @throws ApiError NO_ROLL_MATCH, ROLL_CHANGED, AGREEMENT_REQUIRED, PASSPORT_CLAIMING, ID_NUMBER_RESERVED, ...
 */
export async function prepareSave(
  deps: Pick<ApiDependencies, 'db' | 'vault' | 'clock' | 'seasons'>,
  ids: CommandIds,
  session: CandidateSession,
  asked: { examSessionId: string; candidateId: string; digest: string },
): Promise<Prepared> {
  const now = deps.clock.now();
  const own = await requireOwnRolls(deps, session, asked.examSessionId, 'inForce');
  const roll = own.rolls.find(({ id }) => id === asked.candidateId);
  if (!roll)
    throw new ApiError('NO_ROLL_MATCH', {
      isDenied: await isAnothersRoll(deps.db, { ...asked, passportId: session.passportId }),
    });
  if (roll.digest !== asked.digest) throw new ApiError('ROLL_CHANGED');

  const { campusCode, record } = roll;
  const facts = saveFactsOf(own, roll, session.passportId);
  const refusal = saveRefusal(facts, now);
  if (refusal) throw windowRefusal(refusal, facts.registrationWindow, now);
  return {
    season: seasonFor(own.season, roll.extraWindow),
    onRoll: {
      registrationId: roll.id,
      campusCode: record?.passportId ? record.campusCode : campusCode,
      registration: record?.state ?? EMPTY_REGISTRATION,
      roll,
    },
    pools: [],
    // The roll entries are found by nobody else.
    hasAgreed: true,
    request: { type: 'save', ...ids, rollDigest: roll.digest },
  };
}
