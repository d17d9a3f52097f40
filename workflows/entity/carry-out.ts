import { log } from '@temporalio/workflow';
import type { DomainErrorCode } from '../../domain/errors.ts';
import { failureReason } from './failure-reason.ts';
import { refusal } from './refusal.ts';

/** The most times a decision is taken again because the record was ahead. Once is enough, unless staff change it too. */
const MAX_DECISIONS = 5;

interface Refused {
  kind: 'refused';
  code: DomainErrorCode;
}

/** What became of a decision in its transaction, as far as the answer to its command goes by it. */
type Committed<Code> =
  | { kind: 'applied' | 'duplicate'; code: Code }
  | { kind: 'behind' | 'unproven' }
  | Refused;

interface Answer<Code> {
  version: number;
  code: Code;
}

interface Steps<Accepted, Code> {
  decide(now: number): Accepted | Refused;
  /** Takes over what the record knows. @returns whether there was anything new */
  catchUp(): Promise<boolean>;
  /** Carries the decision out in one transaction, and takes over what is in the record then. */
  commit(accepted: Accepted, now: number): Promise<Committed<Code>>;
  /** The version of what has been taken over. */
  version(): number;
}

/**
 * Carries out a command: decides, commits, and decides again when the record was ahead.
 * @throws ApplicationFailure whose type is a DomainErrorCode
 */
export async function carryOut<Accepted extends { kind: 'accepted' }, Code>(
  type: string,
  { decide, catchUp, commit, version }: Steps<Accepted, Code>,
): Promise<Answer<Code>> {
  for (let decisions = 0; decisions < MAX_DECISIONS; decisions++) {
    const now = Date.now();
    const decision = readably(type, () => decide(now));
    if (decision.kind === 'refused') {
      // The refusal may be due to something that only the record knows, e.g. an update that was not answered.
      if (await inTime('the record could not be read in time', catchUp)) continue;
      throw refusal(decision.code);
    }
    const answer = settle(await commit(decision, now), version);
    if (answer) return answer;
  }
  throw refusal('UNAVAILABLE');
}

/**
 * Finds the answer to a command in what became of its decision.
 * @returns null when nothing was written, because the record was ahead: it is to be decided again
 */
function settle<Code>(committed: Committed<Code>, version: () => number): Answer<Code> | null {
  switch (committed.kind) {
    case 'applied':
    case 'duplicate':
      return { version: version(), code: committed.code };
    case 'behind':
    case 'unproven':
      return null;
    case 'refused':
      throw refusal(committed.code);
  }
}

/** Runs an activity for somebody who waits: a failure refuses the command, to be sent again. */
export async function inTime<Result>(complaint: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    log.warn(complaint, { error: failureReason(error) });
    throw refusal('UNAVAILABLE');
  }
}

/** Decides, but refuses a command that the rules cannot read: an exception would fail the task over and over. */
function readably<Decision>(type: string, decide: () => Decision): Decision | Refused {
  try {
    return decide();
  } catch (error) {
    log.warn('a command was not readable by the rules', { type, error: failureReason(error) });
    return { kind: 'refused', code: 'UNDECODABLE' };
  }
}
