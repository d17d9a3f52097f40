import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { plainPassword } from '../../domain/passport/password.ts';
import { createTurns } from '../http/turns.ts';

/** The parameters of argon2id, the library's default algorithm. */
const ARGON2ID = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** The hash of nobody's password. It is verified when there is no account, so that the answer takes the same time. */
const NOBODY = hash('nobody has this password', ARGON2ID);

const MAX_CONCURRENT = Math.min(4, availableParallelism());
/** The longest queue: at some 40 ms each, later requests would wait longer than asking again takes. */
const MAX_WAITING = 100;

export interface Passwords {
  /** @throws ApiError UNAVAILABLE when too many wait already */
  hash(password: string): Promise<string>;
  /** Answers the account if the password is its own. Without one it takes as long: always exactly one hash is checked. */
  matches<Account extends { passwordHash: string }>(
    account: Account | null,
    password: string,
  ): Promise<Account | null>;
  /** The number of hashings waiting for a turn. */
  readonly waiting: number;
}

/** Hashes passwords, in one form (`plainPassword`), a few at a time: each takes 19 MiB and a core. */
export function createPasswords(limits = { concurrent: MAX_CONCURRENT, waiting: MAX_WAITING }): Passwords {
  const turns = createTurns(limits);

  return {
    hash: (password) => turns.take(() => hash(plainPassword(password), ARGON2ID)),
    async matches(account, password) {
      const passwordHash = account?.passwordHash ?? (await NOBODY);
      const right = await turns.take(() => verify(passwordHash, plainPassword(password)));
      return right ? account : null;
    },
    get waiting() {
      return turns.waiting;
    },
  };
}
