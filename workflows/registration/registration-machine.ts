import {
  ApplicationFailure,
  log,
  patched,
  setCurrentDetails,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ApplyInput, ApplyResult } from '../../activities/registration/apply-decision.ts';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { Command, Occurrence } from '../../domain/registration/commands.ts';
import type { Accepted, AcceptedCode } from '../../domain/registration/decide/decision.ts';
import { decide, decideOccurrence } from '../../domain/registration/decide/index.ts';
import { mayClose } from '../../domain/registration/deadlines.ts';
import { evolve } from '../../domain/registration/evolve.ts';
import { withoutLostSeats } from '../../domain/registration/lost-seats.ts';
import {
  EMPTY_REGISTRATION,
  type Registration,
  type Stage,
  stageOf,
} from '../../domain/registration/state.ts';
import { patiently, promptly } from '../entity/activities.ts';
import { carryOut, inTime } from '../entity/carry-out.ts';
import { STAGE } from '../entity/messages.ts';
import { consoleLink } from '../entity/console-link.ts';
import { describe } from './describe.ts';
import type { RegistrationInput, UpdateAnswer } from './messages.ts';
import { type Actor, candidateActor, gatewayActor, TIMER } from '../../domain/actor.ts';

/** The most changes of the stage that a run without `followsStage` follows. */
const MAX_STAGE_UPSERTS = 2;

/** The state of one registration and the steps that change it: decide by a pure rule, commit, evolve. */
export class RegistrationMachine {
  readonly #input: RegistrationInput;
  #state: Registration;
  #stageUpserts: number;
  #indexedStage: Stage;

  constructor(input: RegistrationInput) {
    this.#input = input;
    this.#state = input.carried?.state ?? EMPTY_REGISTRATION;
    this.#stageUpserts = input.carried?.stageUpserts ?? 0;
    this.#indexedStage = input.carried
      ? (input.carried.indexedStage ?? stageOf(input.carried.state))
      : 'saved';
    if (input.carried) this.#show(input.carried.state);
  }

  get state(): Registration {
    return this.#state;
  }

  get stageUpserts(): number {
    return this.#stageUpserts;
  }

  /** The stage under which operators find it. */
  get indexedStage(): Stage {
    return this.#indexedStage;
  }

  get isOver(): boolean {
    return this.#state.passportId === null || mayClose(this.#state, Date.now());
  }

  /** @throws ApplicationFailure whose type is a DomainErrorCode */
  async handle(command: Command): Promise<UpdateAnswer> {
    return carryOut<Accepted, AcceptedCode>(command.type, {
      decide: (now) => decide(this.#state, command, now),
      catchUp: () => this.catchUp(promptly.readRecord),
      commit: (decision, now) => this.#commit(command, decision, now),
      version: () => this.#state.version,
    });
  }

  /** Works on something that has happened, until it is in the record, however long that takes. */
  async occur(occurrence: Occurrence): Promise<void> {
    let known = occurrence.type === 'endsMoved' ? await this.#withEnds(occurrence) : occurrence;
    for (;;) {
      const now = Date.now();
      const decision = decideOccurrence(this.#state, known, now);
      if (decision.kind === 'needsReinstatementFacts') {
        const reinstatement = await patiently.readReinstatementFacts({
          registrationId: this.#input.registrationId,
          examSessionId: this.#input.examSessionId,
          entryIds: decision.entryIds,
          at: now,
        });
        known = withReinstatement(known, reinstatement);
        continue;
      }
      if (decision.events.length === 0) {
        // The place may be one that this workflow has not heard of yet: its turn would be lost.
        if (known.type === 'seatOffered' && (await this.catchUp())) continue;
        return;
      }
      const result = await this.#applyPatiently({
        events: decision.events,
        actor: actorOf(known, this.#state),
        at: now,
        cause: known,
      });
      if (result.kind === 'applied' || result.kind === 'duplicate') return;
      if (result.kind === 'unproven') {
        log.warn('dropped what no gateway told us', { type: known.type });
        return;
      }
      if (known.type === 'seatOffered' && result.kind === 'refused') {
        const current = await withPresentFacts(known, result.code);
        if (!current) return;
        known = current;
        continue;
      }
      // Staff have moved the end by which it was decided.
      if (result.kind === 'refused' && result.code === 'FACTS_CHANGED') known = await this.#withEnds(known);
      // The last free seat went to somebody else between the reading and the transaction.
      if (result.kind === 'refused')
        known = withReinstatement(known, { windowsOpen: true, seatsFree: false });
    }
  }

  /** Reads the ends that count now, where they decide; takes over what else the record knows. */
  async #withEnds(occurrence: Occurrence): Promise<Occurrence> {
    if (
      occurrence.type !== 'endsMoved' &&
      occurrence.type !== 'deadlineReached' &&
      occurrence.type !== 'orderChecked'
    )
      return occurrence;
    const standing = await patiently.readStanding(this.#input.registrationId);
    if (!standing) return occurrence;
    if (standing.state.version > this.#state.version) this.#fold(standing.state);
    return { ...occurrence, ends: standing.ends };
  }

  /** Takes over the state that an unanswered update left in the record. @returns whether there was anything new */
  async catchUp(read = patiently.readRecord): Promise<boolean> {
    const record = await read(this.#input.registrationId);
    if (!record || record.version <= this.#state.version) return false;
    this.#fold(record);
    return true;
  }

  #commit(command: Command, { events, code, rows }: Accepted, at: number): Promise<ApplyResult> {
    const { commandId, requestHash, passportId } = command;
    return this.#apply(promptly.applyDecision, {
      events,
      actor: candidateActor(passportId),
      at,
      cause: command,
      command: {
        commandId,
        requestHash,
        code,
        ...(rows ? { rows } : {}),
        ...(command.type === 'save' ? { rollDigest: command.facts.rollDigest } : {}),
      },
    });
  }

  /**
   * Tries a local activity first, which costs nothing extra; when it cannot finish in its seconds, a normal one goes
   * on.
   */
  async #applyPatiently(input: Pick<ApplyInput, 'events' | 'actor' | 'at' | 'cause'>): Promise<ApplyResult> {
    try {
      return await this.#apply(promptly.applyDecision, input);
    } catch (error) {
      if (!(error instanceof ApplicationFailure && error.type === 'UNAVAILABLE')) throw error;
      return this.#apply(patiently.applyDecision, input);
    }
  }

  async #apply(
    activity: (input: ApplyInput) => Promise<ApplyResult>,
    decided: Pick<ApplyInput, 'events' | 'actor' | 'at' | 'cause' | 'command'>,
  ): Promise<ApplyResult> {
    const { registrationId, examSessionId } = this.#input;
    const result = await inTime('a decision could not be committed in time', () =>
      activity({ registrationId, examSessionId, state: this.#state, ...decided }),
    );
    if (result.kind === 'behind' || result.kind === 'duplicate') this.#fold(result.state);
    if (result.kind === 'applied' && result.version > this.#state.version) {
      const { events, at } = decided;
      const { dropped } = result;
      this.#fold(evolve(this.#state, dropped ? withoutLostSeats(this.#state, events, dropped, at) : events));
    }
    return result;
  }

  #fold(state: Registration): void {
    this.#state = state;
    this.#show(state);
  }

  /** Shows operators where it stands. */
  #show(state: Registration): void {
    setCurrentDetails(consoleLink(this.#input.consoleUrl) + describe(state));
    const stage = stageOf(state);
    if (stage === this.#indexedStage) return;
    if (!this.#input.followsStage && this.#stageUpserts >= MAX_STAGE_UPSERTS) return;
    this.#indexedStage = stage;
    this.#stageUpserts += 1;
    upsertSearchAttributes([{ key: STAGE, value: stage }]);
  }
}

type SeatOffered = Extract<Occurrence, { type: 'seatOffered' }>;

/**
 * Reads anew by what an offered seat is decided, where staff have changed it since.
 * @returns null when the offer was passed on meanwhile
 */
async function withPresentFacts(offer: SeatOffered, code: DomainErrorCode): Promise<SeatOffered | null> {
  // Runs from before dropped such an offer, and their candidate lost the place in the queue.
  if (code !== 'FACTS_CHANGED' || !patched('offer-decided-again')) return null;
  return { ...offer, facts: await patiently.readPromotionFacts(offer.waitlistEntryId) };
}

/** Names the cause of what happened by itself: the gateway that was paid or asked, else the clock. */
function actorOf(occurrence: Occurrence, { orders }: Registration): Actor {
  if (occurrence.type === 'paymentNotified') return gatewayActor(occurrence.payment.gateway);
  if (!('orderNo' in occurrence)) return TIMER;
  const order = orders.find(({ orderNo }) => orderNo === occurrence.orderNo);
  return order ? gatewayActor(order.gateway) : TIMER;
}

function withReinstatement(
  occurrence: Occurrence,
  reinstatement: { windowsOpen: boolean; seatsFree: boolean },
): Occurrence {
  return occurrence.type === 'paymentNotified' || occurrence.type === 'orderChecked'
    ? { ...occurrence, reinstatement }
    : occurrence;
}
