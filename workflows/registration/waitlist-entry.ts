import {
  condition,
  getExternalWorkflowHandle,
  log,
  patched,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { MINUTE_MS } from '../../domain/time.ts';
import { patiently } from '../entity/activities.ts';
import { failureReason } from '../entity/failure-reason.ts';
import { noteDropped } from '../entity/dropped.ts';
import {
  entryEndedSignal,
  offerMadeSignal,
  registrationWorkflowId,
  seatOfferedSignal,
  type WaitlistEntryInput,
  type WaitlistEntryView,
  waitlistEntryViewQuery,
} from './messages.ts';
import { isWaitlistEntryInput } from './read-command.ts';

/** The time the registration has to take an offered seat before it goes to the next in the queue. */
const ANSWER_WITHIN_MS = 10 * MINUTE_MS;

/**
 * Runs one place in a queue: waits for the seat that the database offers it, and hands it to its registration. It
 * outlives that registration's runs (ABANDON), and passes the seat on when nobody is there to take it. Its signals carry
 * nothing that could be sealed, and anybody who reaches the server can send them: what they say is looked up.
 */
export async function waitlistEntry(input: WaitlistEntryInput): Promise<void> {
  if (!isWaitlistEntryInput(input)) {
    noteDropped('start');
    return;
  }
  let state: WaitlistEntryView['state'] = 'waiting';
  let isTold = false;
  setHandler(offerMadeSignal, () => {
    isTold = true;
    if (state === 'waiting') state = 'offered';
  });
  setHandler(entryEndedSignal, () => {
    isTold = true;
    state = 'ended';
  });
  /** Takes over where the record has the place. Runs from before signals were looked up believe what they were told. */
  const lookUp = async (): Promise<void> => {
    if (!patched('place-looked-up')) return;
    do {
      isTold = false;
      state = await patiently.readPlaceState(input.waitlistEntryId);
    } while (wasTold(isTold));
  };
  setHandler(waitlistEntryViewQuery, () => ({ state }));
  setDefaultSignalHandler(() => noteDropped('signal:unknown'));

  setCurrentDetails(`waiting until ${new Date(input.endsAt).toISOString()}`);
  while (isWaiting(state)) {
    const wasMoved = await condition(() => state !== 'waiting', Math.max(1, input.endsAt - Date.now()), {
      summary: 'the place in the queue ends',
    });
    if (!wasMoved) return;
    await lookUp();
  }
  if (!isOffered(state)) return;

  setCurrentDetails('a seat is offered');
  const { waitlistEntryId, registrationId, examSessionId } = input;
  const facts = await patiently.readPromotionFacts(waitlistEntryId);
  try {
    await getExternalWorkflowHandle(registrationWorkflowId(examSessionId, registrationId)).signal(
      seatOfferedSignal,
      {
        waitlistEntryId,
        facts,
      },
    );
    const until = Date.now() + ANSWER_WITHIN_MS;
    const summary = 'the offered seat goes to the next';
    while (
      isOffered(state) &&
      (await condition(() => isEnded(state), Math.max(1, until - Date.now()), { summary }))
    )
      await lookUp();
  } catch (error) {
    log.warn('the registration of an offered seat is gone', { error: failureReason(error) });
  }
  if (isOffered(state)) await patiently.passOfferOn({ waitlistEntryId, at: Date.now() });
}

// What signals change during waits is checked in functions of their own: the compiler does not see it.

function wasTold(isTold: boolean): boolean {
  return isTold;
}

function isWaiting(state: string): boolean {
  return state === 'waiting';
}

function isOffered(state: string): boolean {
  return state === 'offered';
}

function isEnded(state: string): boolean {
  return state === 'ended';
}
