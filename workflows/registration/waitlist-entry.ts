import {
  condition,
  getExternalWorkflowHandle,
  log,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { patiently } from '../entity/activities.ts';
import {
  entryEndedSignal,
  offerMadeSignal,
  registrationWorkflowId,
  seatOfferedSignal,
  type WaitlistEntryInput,
  type WaitlistEntryView,
  waitlistEntryViewQuery,
} from './messages.ts';

/** The time the registration has to take an offered seat before it goes to the next in the queue. */
const ANSWER_WITHIN = '10 minutes';

/**
 * Runs one place in a queue: waits for the seat that the database offers it, and hands it to its registration. It
 * outlives that registration's runs (ABANDON), and passes the seat on when nobody is there to take it.
 */
export async function waitlistEntry(input: WaitlistEntryInput): Promise<void> {
  let state: WaitlistEntryView['state'] = 'waiting';
  setHandler(offerMadeSignal, () => {
    if (state === 'waiting') state = 'offered';
  });
  setHandler(entryEndedSignal, () => {
    state = 'ended';
  });
  setHandler(waitlistEntryViewQuery, () => ({ state }));
  setDefaultSignalHandler((name) => log.warn('dropped a signal of an unknown name', { name }));

  setCurrentDetails(`waiting until ${new Date(input.endsAt).toISOString()}`);
  await condition(() => state !== 'waiting', Math.max(1, input.endsAt - Date.now()), {
    summary: 'the place in the queue ends',
  });
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
    await condition(() => isEnded(state), ANSWER_WITHIN, { summary: 'the offered seat goes to the next' });
  } catch (error) {
    log.warn('the registration of an offered seat is gone', { error: String(error) });
  }
  if (!isEnded(state)) await patiently.passOfferOn({ waitlistEntryId, at: Date.now() });
}

function isOffered(state: string): boolean {
  return state === 'offered';
}

/** Checks the state in a function of its own: signals change it during waits, which the compiler does not see. */
function isEnded(state: string): boolean {
  return state === 'ended';
}
