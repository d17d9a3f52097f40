import { type PassportRecord, readPassport } from '../../db/passport/read-passport.ts';
import type { ApiDependencies } from '../context.ts';
import type { AttemptLimits, Counted } from '../http/attempt-limits.ts';
import { ApiError } from '../http/errors.ts';
import { candidateActor } from '../../domain/actor.ts';
import { accountKey } from './account-name.ts';

/** The one who tries to sign in. */
export interface SignInTry {
  /** The account name as it was typed, as an index: it need not exist. */
  account: string;
  /** The account that the name means; null where it means none. */
  meant: string | null;
  network: string;
  /** The browser's mark if it has signed in to that account before, see `deviceCookie`. */
  device: string | null;
  /** What a wrong account or password is answered with, in the words of whoever signs in. */
  refusal: 'WRONG_CREDENTIALS' | 'STAFF_CREDENTIALS_WRONG';
}

/**
 * Runs one try to sign in under its limits. A browser that is known to the account has a count of its own, so that
 * nobody's guesses keep its owner out. Counts and answers are the same whether the account exists or not.
 * @throws ApiError with the given refusal, or TOO_MANY_ATTEMPTS, SIGN_IN_LOCKED
 */
export async function guardSignIn<Account>(
  limits: AttemptLimits,
  by: SignInTry,
  attempt: () => Promise<Account | null>,
): Promise<Account> {
  const account = await attemptAs(limits, by, attempt);
  if (account === null) throw new ApiError(by.refusal);
  return account;
}

async function attemptAs<Account>(
  limits: AttemptLimits,
  by: SignInTry,
  attempt: () => Promise<Account | null>,
): Promise<Account | null> {
  const guesses = [...guessesAt([by.account], by.network), ...guessesOver(by)];
  const asStranger = () => limits.attempt(strangersLimits(by), attempt, guesses);
  if (by.device === null) return asStranger();
  const known: Counted = [['signInDevice', by.device]];
  try {
    return await limits.attempt(known, attempt, [...known, ...guesses]);
  } catch (error) {
    if (error instanceof ApiError && error.limit === 'signInDevice') return asStranger();
    throw error;
  }
}

/** Lists the limits of a stranger, the nearest first: a try that one of them refuses counts for none of the others. */
function strangersLimits(by: SignInTry): Counted {
  const { account, network } = by;
  const pair = pairOf(network, account);
  return [
    ['signInPace', pair],
    ['signInPair', pair],
    ['signInAccount', account],
    ['signInAddress', network],
    ...guessesOver(by),
  ];
}

/**
 * Lists what one network's guesses at an account, by whatever name, are counted under. A name that means none is
 * counted likewise: the same is done for it.
 */
function guessesOver({ account, meant, network }: Pick<SignInTry, 'account' | 'meant' | 'network'>): Counted {
  const pair = pairOf(network, meant ?? account);
  return [
    ['signInOwnPace', pair],
    ['signInOwnPair', pair],
  ];
}

/** Lists what one network's guesses at an account, by each of its names, are counted under. */
function guessesAt(accounts: readonly string[], network: string): Counted {
  return accounts
    .map((account) => pairOf(network, account))
    .flatMap(
      (pair): Counted => [
        ['signInPace', pair],
        ['signInPair', pair],
      ],
    );
}

/** Ends the lock on an account, by its id and each of its names, for everybody: its owner has shown who they are otherwise. */
export async function endLock(
  limits: AttemptLimits,
  meant: string,
  accounts: readonly string[],
  network: string,
): Promise<void> {
  const locks = accounts.map((account) => ['signInAccount', account] as const);
  const own = guessesOver({ account: meant, meant, network });
  await limits.reset([...guessesAt(accounts, network), ...own, ...locks]);
}

/** Ends the lock on a passport for everybody. @returns the passport, or null if it is closed */
export async function endLockOf(
  { db, vault }: Pick<ApiDependencies, 'db' | 'vault'>,
  limits: AttemptLimits,
  passportId: string,
  network: string,
): Promise<PassportRecord | null> {
  const passport = await readPassport(db, vault, passportId);
  if (!passport) return null;
  const names = [accountKey(vault, passport.email), accountKey(vault, passport.idNumber)];
  await endLock(limits, candidateActor(passportId), names, network);
  return passport;
}

function pairOf(network: string, account: string): string {
  return `${network} ${account}`;
}
