import { countAttempt, forgetAttempts, takeAttemptsBack } from '../../db/attempts.ts';
import type { Database } from '../../db/connect.ts';
import { SECOND_MS } from '../../domain/time.ts';
import type { ErrorCode } from './error-codes.ts';
import { ApiError } from './errors.ts';

interface Limit {
  /** Tries in `duration`; further ones are refused for the rest of it, or for `blockDuration`. */
  points: number;
  /** Seconds. */
  duration: number;
  /** Seconds. */
  blockDuration?: number;
  /** The refusal; TOO_MANY_ATTEMPTS unless given otherwise. */
  code?: ErrorCode;
  /**
   * True for what is counted under an account that a name turned out to mean: beyond it a try is made all the same, and
   * fails, so that nobody learns that two names mean one account.
   */
  silent?: boolean;
}

/**
 * Failed tries of one network at everything, in ten minutes. A campus of 5,000 may stand behind one address, so each of
 * them may fail once; beyond that somebody is trying a list. Known browsers and mailed links are not held up by it.
 */
const CAMPUS = { points: 6_000, duration: 600 };

/**
 * What is limited. Registering is not, but of one number from one network: it succeeds, costs a captcha and a hash whose queue is bounded, and
 * takes nothing from whoever has the number or the address. Whoever can be aimed at is counted together with the network the tries come from, so that nobody's
 * guesses keep others out; what holds for an account from everywhere has a way around it for its owner, named beside it.
 */
const LIMITS = {
  /** Slows one network's guesses at an account down. */
  signInPace: { points: 5, duration: 60 },
  /** Locks an account for one network that guesses at it. */
  signInPair: { points: 20, duration: 3_600, blockDuration: 1_800, code: 'SIGN_IN_LOCKED' },
  /** The same over all names of an account, its number and its address: another name gives no further guesses. */
  signInOwnPace: { points: 5, duration: 60, silent: true },
  /** Over before a lock that the same tries brought about. */
  signInOwnPair: { points: 20, duration: 1_800, silent: true },
  /**
   * Locks an account that is guessed at from many networks for all strangers: not for browsers that have signed in to it
   * before, nor for mailed links.
   */
  signInAccount: { points: 60, duration: 3_600, blockDuration: 1_800, code: 'SIGN_IN_LOCKED' },
  /** Takes a known browser's privilege away; it is then a stranger like others. */
  signInDevice: { points: 10, duration: 3_600 },
  /** Bounds lists of accounts tried from one network. */
  signInAddress: { ...CAMPUS, code: 'SIGN_IN_LOCKED' },
  /** Limits guesses at the own password of somebody signed in: nobody else can make them. */
  ownPasswordPace: { points: 5, duration: 60 },
  ownPassword: { points: 20, duration: 3_600, blockDuration: 1_800 },
  /**
   * Limits guesses at the code of an authenticator, by those who have shown the password or a mailed link. From everywhere:
   * who knows the password from many networks is kept out by another password, which the owner sets where they are signed
   * in, or a level above has them set.
   */
  secondFactorPace: { points: 5, duration: 60 },
  secondFactorPair: { points: 20, duration: 3_600, blockDuration: 1_800 },
  secondFactor: { points: 60, duration: 3_600, blockDuration: 1_800 },
  /**
   * Limits guesses at the name that goes with an ID number, for printing without signing in. From everywhere: its owner
   * signs in and prints.
   */
  quickPrintPair: { points: 10, duration: 3_600, code: 'QUICK_PRINT_LOCKED' },
  quickPrintPerson: { points: 60, duration: 3_600, code: 'QUICK_PRINT_LOCKED' },
  quickPrintAddress: { ...CAMPUS, code: 'QUICK_PRINT_LOCKED' },
  /** Limits the rooms whose tickets one member of staff prints: enough for a large campus at one go. */
  roomTickets: { points: 300, duration: 600 },
  /** Names a number more often than its owner would, from one network: the security log says so, and nobody is refused. */
  namedOften: { points: 5, duration: 3_600 },
  /** Bounds how often one network names one number, by registering or by changing to it: its owner does so from anywhere else. */
  namedPair: { points: 60, duration: 3_600 },
  /**
   * Bounds the mails one network has sent to addresses that are not proved, however many they are: a campus may register within an hour, a
   * list of strangers is longer.
   */
  verificationNetwork: { points: 6_000, duration: 3_600 },
  /**
   * Bounds the mails that registering sends to one address, whoever registers. It refuses nobody: the passport is made, and
   * whoever made it has the mail sent from there.
   */
  registrationMail: { points: 5, duration: 3_600 },
  /** The mails to an address that a network always has sent: whatever strangers have used up elsewhere, its owner gets one. */
  verificationFirst: { points: 2, duration: 3_600 },
  /** Bounds the mails one network has sent to an address that is not proved: its owner asks from anywhere else. */
  verificationPair: { points: 10, duration: 3_600 },
  /**
   * The same from everywhere, whoever registers or changes to the address: more than one network has sent, so that its owner's own are
   * not used up by another's.
   */
  verificationAddress: { points: 20, duration: 3_600 },
  /** Bounds the mails of one passport: what others register with the same address counts for theirs. */
  verificationMail: { points: 5, duration: 3_600 },
  /**
   * Bounds the mails with links to set a new password, for one account name, with its paper, from anywhere. It
   * refuses nobody: links work for half an hour, so that whoever asks for a further one in these twenty minutes has one
   * that works for ten yet.
   */
  passwordReset: { points: 3, duration: 1_200 },
  /** Limits guesses at the name that goes with an ID number. From everywhere: the school finds its owner's account. */
  accountRecoveryPair: { points: 5, duration: 3_600, code: 'ACCOUNT_RECOVERY_LOCKED' },
  accountRecovery: { points: 60, duration: 3_600, code: 'ACCOUNT_RECOVERY_LOCKED' },
  /** Bounds lists of names and ID numbers tried from one network. Asking for a link is never counted: it costs a captcha. */
  recoveryAddress: { ...CAMPUS, code: 'ACCOUNT_RECOVERY_LOCKED' },
  profileChange: { points: 10, duration: 86_400 },
  /** Bounds new passwords of one passport, of each of which a mail tells. From everywhere: a mailed link sets a further one. */
  passwordChange: { points: 10, duration: 86_400 },
  /** Limits texts, which cost money, and reach people who may not have asked for them. */
  textPace: { points: 1, duration: 60 },
  textPassport: { points: 10, duration: 86_400 },
  /**
   * Bounds what one network has sent to a mobile that is not proved by who asks, so that strangers use up their own: the
   * owner asks from anywhere else, and once it is proved is not counted here.
   */
  textPair: { points: 10, duration: 86_400 },
  /**
   * The same from everywhere, for passports that have verified no address: anybody makes those by the dozen. The owner
   * verifies an email first.
   */
  textUnverified: { points: 5, duration: 86_400, code: 'TEXT_EMAIL_UNVERIFIED' },
  /**
   * Bounds what passports that have verified no address have sent to whomever they name, from one network and from everywhere: a
   * campus may do so on one evening, a list of strangers is longer. Who is held up by others verifies an email first.
   */
  textNetwork: { points: 500, duration: 3_600, code: 'TEXT_EMAIL_UNVERIFIED' },
  textStrangers: { points: 5_000, duration: 3_600, code: 'TEXT_EMAIL_UNVERIFIED' },
} satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** Names of limits, each with the key a try is counted under. Keys are hashes, ids or addresses, never names. */
export type Counted = readonly (readonly [name: LimitName, key: string])[];

export interface AttemptLimits {
  /** Counts something that is limited whether it succeeds or not. @throws ApiError the limit's refusal */
  count(name: LimitName, key: string): Promise<void>;
  /** Counts something that is left undone beyond a limit, without anybody being told. */
  within(name: LimitName, key: string): Promise<boolean>;
  /**
   * Makes a try under limits, the nearest first. It is counted before it is made, so that those of other processes count
   * too, and stays counted only if it fails (null): neither success, nor a refusal, nor a failure of ours is anybody's
   * guess. Tries of one key of the nearest limit are made one after the other, so that success never fills it.
   * @param forgotten what success forgets all earlier tries of
   * @throws ApiError the refusal of the first limit that is reached
   */
  attempt<Result>(
    counted: Counted,
    work: () => Promise<Result | null>,
    forgotten?: Counted,
  ): Promise<Result | null>;
  /** Forgets all tries of some keys. */
  reset(counted: Counted): Promise<void>;
}

/** Counts tries in PostgreSQL, so that they hold across processes. */
export function createAttemptLimits(db: Database): AttemptLimits {
  /**
   * Counts a try. @throws ApiError the refusal of the first limit that is reached: it alone counts that try
   * @returns those that have counted it, and whether the last of them is a silent one that is reached
   */
  async function countAll(counted: Counted): Promise<{ by: Counted; mustFail: boolean }> {
    const now = Date.now();
    const limits = counted.map(([name, key]) => {
      const { points, duration, blockDuration }: Limit = LIMITS[name];
      const blockMilliseconds = blockDuration === undefined ? null : blockDuration * SECOND_MS;
      return { key: keyOf(name, key), points, milliseconds: duration * SECOND_MS, blockMilliseconds };
    });
    const reached = await countAttempt(db, limits, now);
    if (!reached) return { by: counted, mustFail: false };
    const [name] = counted[reached.place]!;
    const { code = 'TOO_MANY_ATTEMPTS', silent = false }: Limit = LIMITS[name];
    if (silent) return { by: counted.slice(0, reached.place + 1), mustFail: true };
    await takeBack(counted.slice(0, reached.place));
    const retryAfterSeconds = Math.max(1, Math.ceil((reached.until - now) / SECOND_MS));
    throw new ApiError(code, { limit: name, retryAfterSeconds });
  }
  const count = async (name: LimitName, key: string) => void (await countAll([[name, key]]));

  async function takeBack(one: Counted, all: Counted = []): Promise<void> {
    const forgotten = keysOf(all);
    const keys = { one: keysOf(one).filter((key) => !forgotten.includes(key)), all: forgotten };
    if (keys.one.length + keys.all.length > 0) await takeAttemptsBack(db, keys);
  }

  /** The last try under way of each key of a nearest limit, in this process. */
  const underWay = new Map<string, Promise<unknown>>();

  /** Does something when what was begun before under the same key is done, whatever it came to. */
  function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (underWay.get(key) ?? Promise.resolve()).then(work, work);
    underWay.set(key, turn);
    const leave = () => underWay.get(key) === turn && underWay.delete(key);
    turn.then(leave, leave);
    return turn;
  }

  async function attempt<Result>(
    counted: Counted,
    work: () => Promise<Result | null>,
    forgotten?: Counted,
  ): Promise<Result | null> {
    const { by, mustFail } = await countAll(counted);
    let result;
    try {
      result = await work();
    } catch (error) {
      await takeBack(by);
      throw error;
    }
    if (mustFail) return null;
    if (result !== null) await takeBack(counted, forgotten);
    return result;
  }

  return {
    count,
    async within(name, key) {
      try {
        await count(name, key);
        return true;
      } catch (error) {
        if (error instanceof ApiError && error.limit === name) return false;
        throw error;
      }
    },
    attempt: (counted, work, forgotten) =>
      inTurn((counted[0] ?? []).join(' '), () => attempt(counted, work, forgotten)),
    reset: (counted) => forgetAttempts(db, keysOf(counted)),
  };
}

function keysOf(counted: Counted): string[] {
  return counted.map(([name, key]) => keyOf(name, key));
}

function keyOf(name: LimitName, key: string): string {
  return `${name}:${key}`;
}
