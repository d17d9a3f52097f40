import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import {
  applyDecision,
  type ApplyInput,
  type ApplyResult,
} from '../../../activities/registration/apply-decision.ts';
import type { Database } from '../../../db/connect.ts';
import { createSeasons } from '../../../db/exam-session/seasons.ts';
import type { Vault } from '../../../db/vault.ts';
import { registrations } from '../../../db/schema/index.ts';
import type { Command, Occurrence } from '../../../domain/registration/commands.ts';
import { decide, decideOccurrence } from '../../../domain/registration/decide/index.ts';
import { evolve } from '../../../domain/registration/evolve.ts';
import { withoutLostSeats } from '../../../domain/registration/lost-seats.ts';
import { EMPTY_REGISTRATION, type Registration } from '../../../domain/registration/state.ts';
import { START } from '../../domain/registration/commands.ts';
import type { MintedCandidate } from '../../support/factories.ts';

export type Outcome = ApplyResult | { kind: 'decidedAgainst'; code: string } | { kind: 'nothing' };

/** Believes the facts of the test: what becomes of seats and queues is looked at here, whatever led to it. */
async function trusting(): Promise<void> {}

/** Commits one registration's decisions to the database, one after the other, as its workflow does it. */
export class Committer {
  readonly #db: Database;
  readonly #vault: Vault;
  readonly candidate: MintedCandidate;
  readonly passportId: string;
  state: Registration = EMPTY_REGISTRATION;
  now = START;
  #before: Registration = EMPTY_REGISTRATION;

  constructor(db: Database, vault: Vault, candidate: MintedCandidate, passportId: string) {
    this.#db = db;
    this.#vault = vault;
    this.candidate = candidate;
    this.passportId = passportId;
  }

  /** The same candidate in the hands of another passport. */
  as(passportId: string): Committer {
    return new Committer(this.#db, this.#vault, this.candidate, passportId);
  }

  async ask(given: Command, commandId: string = randomUUID()): Promise<Outcome> {
    const asked = { ...given, passportId: this.passportId };
    const command: Command =
      asked.type === 'save'
        ? { ...asked, facts: { ...asked.facts, rollDigest: this.candidate.digest } }
        : asked;
    const decision = decide(this.state, command, this.now);
    if (decision.kind === 'refused') return { kind: 'decidedAgainst', code: decision.code };
    return this.commit({
      events: decision.events,
      actor: `passport/${this.passportId}`,
      cause: command,
      command: {
        commandId,
        requestHash: given.requestHash,
        code: decision.code,
        ...(decision.rows && { rows: decision.rows }),
        ...(given.type === 'save' && { rollDigest: this.candidate.digest }),
      },
    });
  }

  async occur(occurrence: Occurrence): Promise<Outcome> {
    const decision = decideOccurrence(this.state, occurrence, this.now);
    if (decision.kind !== 'accepted' || decision.events.length === 0) return { kind: 'nothing' };
    return this.commit({ events: decision.events, actor: 'timer', cause: occurrence });
  }

  /** Commits and folds what was committed. */
  async commit(decided: Pick<ApplyInput, 'events' | 'actor' | 'cause' | 'command'>): Promise<ApplyResult> {
    const input = this.inputOf(decided);
    const result = await applyDecision(
      { db: this.#db, vault: this.#vault, seasons: createSeasons(this.#db) },
      input,
      trusting,
    );
    this.#before = this.state;
    if (result.kind === 'behind' || result.kind === 'duplicate') this.state = result.state;
    if (result.kind === 'applied' && result.version > this.state.version) {
      const events = result.dropped
        ? withoutLostSeats(this.state, input.events, result.dropped, input.at)
        : input.events;
      this.state = evolve(this.state, events);
    }
    return result;
  }

  /** Loses the last update, as a workflow does whose server dies before its task completes. */
  forget(): void {
    this.state = this.#before;
  }

  /** Folds the record, as a workflow does that is told that it is ahead. */
  async catchUp(): Promise<void> {
    const { id } = this.candidate;
    const [record] = await this.#db.select().from(registrations).where(eq(registrations.id, id));
    if (record) this.state = record.state;
  }

  inputOf(decided: Pick<ApplyInput, 'events' | 'actor' | 'cause' | 'command'>): ApplyInput {
    const { id: registrationId, examSessionId } = this.candidate;
    return { registrationId, examSessionId, state: this.state, at: this.now, ...decided };
  }
}
