import type { DomainErrorCode } from '../../domain/errors.ts';
import type { AcceptedCode } from '../../domain/registration/decide/decision.ts';
import type { Registration } from '../../domain/registration/state.ts';

/**
 * Outcomes of applying a decision that leave the database as it was:
 * - `behind`: the record is ahead of the workflow; fold `state` and decide again
 * - `duplicate`: this command was committed before; fold `state` and give the same answer
 * - `refused`: something stands in the way
 */
export type Unapplied =
  | { kind: 'behind'; state: Registration }
  | { kind: 'duplicate'; state: Registration; code: AcceptedCode }
  | { kind: 'refused'; code: DomainErrorCode };

/** The error that rolls the transaction back and carries the answer out of it. */
export class NothingWritten extends Error {
  readonly result: Unapplied;
  constructor(result: Unapplied) {
    super(result.kind);
    this.result = result;
  }
}

/** Refuses the decision from inside its transaction. @throws NothingWritten */
export function refuse(code: DomainErrorCode): never {
  throw new NothingWritten({ kind: 'refused', code });
}
