import { ApplicationFailure, log, patched, setCurrentDetails } from '@temporalio/workflow';
import type { ApplyReviewResult, ReviewStanding } from '../../activities/review/apply-review.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import { decideReview } from '../../domain/review/decide.ts';
import { isFinal, type Review } from '../../domain/review/state.ts';
import { patiently, promptly } from '../entity/activities.ts';
import type { QualificationReviewInput, ReviewUpdateAnswer } from './messages.ts';

/**
 * The most times a decision is taken again because a reviewer's decision or an unanswered command put the record ahead.
 */
const MAX_DECISIONS = 5;

/** The state of one re-check and the steps that change it: decide by a pure rule, commit, evolve. */
export class ReviewMachine {
  readonly #input: QualificationReviewInput;
  #review: Review | null;
  #endsAt: number;

  constructor(input: QualificationReviewInput) {
    this.#input = input;
    this.#review = input.carried?.review ?? null;
    this.#endsAt = input.carried?.endsAt ?? 0;
  }

  get review(): Review | null {
    return this.#review;
  }

  get carried(): Pick<QualificationReviewInput, 'carried'> {
    return this.#review ? { carried: { review: this.#review, endsAt: this.#endsAt } } : {};
  }

  /**
   * The time when something happens by itself next; null when nothing will. A rejected one waits for its candidate
   * until then.
   */
  get expiresAt(): number | null {
    return this.isOver ? null : this.#endsAt;
  }

  get isOver(): boolean {
    if (!this.#review || isFinal(this.#review)) return true;
    return this.#review.state === 'rejected' && Date.now() >= this.#endsAt;
  }

  /** @throws ApplicationFailure whose type is a DomainErrorCode */
  async handle(command: ReviewCommand): Promise<ReviewUpdateAnswer> {
    for (let decisions = 0; decisions < MAX_DECISIONS; decisions++) {
      const now = Date.now();
      const decision = decideSafely(this.#review, command, now);
      if (decision.kind === 'refused') {
        // The record may be ahead: a reviewer's decision is stored there first, and a new run knows nothing.
        if (await this.#learnPromptly()) continue;
        throw refusal(decision.code);
      }
      const result = await this.#apply(command, decision, now);
      if (result.kind === 'refused') throw refusal(result.code);
      this.#fold({ review: result.review, endsAt: command.facts.endsAt });
      if (result.kind !== 'behind') return { version: result.review.version, code: result.code };
    }
    throw refusal('UNAVAILABLE');
  }

  /** Takes over the changes that a reviewer, an unanswered update, or staff who moved the end left in the record. */
  async catchUp(): Promise<void> {
    const standing = await patiently.readReviewStanding(this.#input.reviewId);
    if (this.#learn(standing) || !standing || standing.endsAt === this.#endsAt) return;
    if (patched('review-end-moved')) this.#fold(standing);
  }

  /** Lets an undecided re-check lapse when online registration has ended, unless staff moved the end. */
  async expire(): Promise<void> {
    const standing = await patiently.expireReview({ reviewId: this.#input.reviewId, at: Date.now() });
    if (standing) this.#fold(standing);
    else this.#review = null;
  }

  async #learnPromptly(): Promise<boolean> {
    try {
      return this.#learn(await promptly.readReviewStanding(this.#input.reviewId));
    } catch (error) {
      log.warn('the record could not be read in time', { error: String(error) });
      throw refusal('UNAVAILABLE');
    }
  }

  /** @returns whether the record knew more */
  #learn(standing: ReviewStanding | null): boolean {
    if (!standing || standing.review.version <= (this.#review?.version ?? 0)) return false;
    this.#fold(standing);
    return true;
  }

  async #apply(
    { commandId, requestHash, passportId, facts }: ReviewCommand,
    { code, event }: Extract<ReturnType<typeof decideReview>, { kind: 'accepted' }>,
    at: number,
  ): Promise<ApplyReviewResult> {
    try {
      return await promptly.applyReview({
        ...this.#input,
        version: this.#review?.version ?? 0,
        event,
        at,
        command: { commandId, requestHash, passportId, code, settingsVersion: facts.settingsVersion },
      });
    } catch (error) {
      log.warn('a decision could not be committed in time', { error: String(error) });
      throw refusal('UNAVAILABLE');
    }
  }

  #fold({ review, endsAt }: ReviewStanding): void {
    this.#review = review;
    this.#endsAt = endsAt;
    setCurrentDetails(
      `**${review.state}**, version ${review.version}; online registration ends ${new Date(endsAt).toISOString()}`,
    );
  }
}

/** Decides, but refuses a command that the rules cannot read: an exception would fail the task over and over. */
function decideSafely(...args: Parameters<typeof decideReview>): ReturnType<typeof decideReview> {
  try {
    return decideReview(...args);
  } catch (error) {
    log.warn('a command was not readable by the rules', { error: String(error) });
    return { kind: 'refused', code: 'UNDECODABLE' };
  }
}

function refusal(code: DomainErrorCode): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message: code, nonRetryable: true });
}
