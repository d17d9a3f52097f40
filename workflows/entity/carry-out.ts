import { log } from '@temporalio/workflow';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { refusal } from './refusal.ts';

/** The most times a decision is taken again because the record was ahead. Once is enough, unless staff change it too. */
const MAX_DECISIONS = 5;

interface Refused {
  kind: 'refused';
  code: DomainErrorCode;
}

interface Steps<Accepted, Answer> {
  decide(now: number): Accepted | Refused;
  /** Takes over what the record knows. @returns whether there was anything new */
  catchUp(): Promise<boolean>;
  /** @returns the answer; null when the record was ahead and has been taken over, so that nothing was written */
  commit(accepted: Accepted, now: number): Promise<Answer | null>;
}

/**
 * Carries out a command: decides, commits, and decides again when the record was ahead.
 * @throws ApplicationFailure whose type is a DomainErrorCode
 */
export async function carryOut<Accepted extends { kind: 'accepted' }, Answer>(
  type: string,
  { decide, catchUp, commit }: Steps<Accepted, Answer>,
): Promise<Answer> {
  for (let decisions = 0; decisions < MAX_DECISIONS; decisions++) {
    const now = Date.now();
    const decision = readably(type, () => decide(now));
    if (decision.kind === 'refused') {
      // The refusal may be due to something that only the record knows, e.g. an update that was not answered.
      if (await inTime('the record could not be read in time', catchUp)) continue;
      throw refusal(decision.code);
    }
    const answer = await commit(decision, now);
    if (answer) return answer;
  }
  throw refusal('UNAVAILABLE');
}

/** Runs an activity for somebody who waits: a failure refuses the command, to be sent again. */
export async function inTime<Result>(complaint: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    log.warn(complaint, { error: String(error) });
    throw refusal('UNAVAILABLE');
  }
}

/** Decides, but refuses a command that the rules cannot read: an exception would fail the task over and over. */
function readably<Decision>(type: string, decide: () => Decision): Decision | Refused {
  try {
    return decide();
  } catch (error) {
    log.warn('a command was not readable by the rules', { type, error: String(error) });
    return { kind: 'refused', code: 'UNDECODABLE' };
  }
}
