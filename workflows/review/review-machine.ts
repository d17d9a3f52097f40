import { patched, setCurrentDetails } from '@temporalio/workflow';
import type { ApplyReviewResult, ReviewStanding } from '../../activities/review/apply-review.ts';
import type { ReviewCommand } from '../../domain/review/commands.ts';
import { decideReview, type ReviewDecision } from '../../domain/review/decide.ts';
import { isFinal, type Review } from '../../domain/review/state.ts';
import { patiently, promptly } from '../entity/activities.ts';
import { carryOut, inTime } from '../entity/carry-out.ts';
import { consoleLink } from '../entity/console-link.ts';
import type { QualificationReviewInput, ReviewUpdateAnswer } from './messages.ts';

type Accepted = Extract<ReviewDecision, { kind: 'accepted' }>;

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

  /** The next thing to happen by itself, or null. A rejected re-check waits for its candidate until then. */
  get wakeUp(): { at: number; why: 'expiry' } | null {
    return this.isOver ? null : { at: this.#endsAt, why: 'expiry' };
  }

  get isOver(): boolean {
    if (!this.#review || isFinal(this.#review)) return true;
    return this.#review.state === 'rejected' && Date.now() >= this.#endsAt;
  }

  /** @throws ApplicationFailure whose type is a DomainErrorCode */
  async handle(command: ReviewCommand): Promise<ReviewUpdateAnswer> {
    return carryOut(command.type, {
      decide: (now) => decideReview(this.#review, command, now),
      // A reviewer's decision is stored in the record first, and a new run knows nothing.
      catchUp: async () => this.#learn(await promptly.readReviewStanding(this.#input.reviewId)),
      commit: (decision, now) => this.#commit(command, decision, now),
      version: () => this.#review?.version ?? 0,
    });
  }

  /** Takes over the changes that a reviewer, an unanswered update, or staff who moved the end left in the record. */
  async catchUp(): Promise<void> {
    const standing = await patiently.readReviewStanding(this.#input.reviewId);
    if (this.#learn(standing) || !standing || standing.endsAt === this.#endsAt) return;
    if (patched('review-end-moved')) this.#fold(standing);
  }

  /** Lets an undecided re-check lapse when online registration has ended, unless staff moved the end. */
  async occur(): Promise<void> {
    const standing = await patiently.expireReview({ reviewId: this.#input.reviewId, at: Date.now() });
    if (standing) this.#fold(standing);
    else this.#review = null;
  }

  /** @returns whether the record knew more */
  #learn(standing: ReviewStanding | null): boolean {
    if (!standing || standing.review.version <= (this.#review?.version ?? 0)) return false;
    this.#fold(standing);
    return true;
  }

  async #commit(command: ReviewCommand, { code }: Accepted, at: number): Promise<ApplyReviewResult> {
    const { reviewId, examSessionId } = this.#input;
    const result = await inTime('a decision could not be committed in time', () =>
      promptly.applyReview({
        reviewId,
        examSessionId,
        version: this.#review?.version ?? 0,
        command,
        code,
        at,
      }),
    );
    if (result.kind === 'refused') return result;
    // Runs from before answers named the end took it from the command.
    this.#fold({ review: result.review, endsAt: result.endsAt ?? command.facts.endsAt });
    return result;
  }

  #fold({ review, endsAt }: ReviewStanding): void {
    this.#review = review;
    this.#endsAt = endsAt;
    setCurrentDetails(
      `${consoleLink(this.#input.consoleUrl)}**${review.state}**, version ${review.version}; online registration ends ${new Date(endsAt).toISOString()}`,
    );
  }
}
