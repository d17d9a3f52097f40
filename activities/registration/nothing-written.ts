import type { DomainErrorCode } from '../../domain/errors.ts';
import type { AcceptedCode } from '../../domain/registration/decide/decision.ts';
import type { Registration } from '../../domain/registration/state.ts';
import type { Unapplied } from '../command-once.ts';

/** Why nothing was written; `unproven`: no gateway has told us of the money, of its end or of its return. */
export type NotApplied = Unapplied<{ state: Registration }, AcceptedCode> | { kind: 'unproven' };

/** The error that rolls the transaction back and carries the answer out of it. */
export class NothingWritten extends Error {
  readonly result: NotApplied;
  constructor(result: NotApplied) {
    super(result.kind);
    this.result = result;
  }
}

/** Refuses the decision from inside its transaction. @throws NothingWritten */
export function refuse(code: DomainErrorCode): never {
  throw new NothingWritten({ kind: 'refused', code });
}
