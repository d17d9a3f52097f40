import { patiently } from '../entity/activities.ts';

const BATCH = 200;
/** The most batches a sweep may send; the next one sends the rest. */
const MAX_BATCHES = 500;

/** Runs one sweep of the schedule `reminders/unpaid`: reminds everybody whose unpaid seat ends soon. */
export async function remindUnpaid(): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    if (!(await patiently.sendReminders({ at: Date.now(), limit: BATCH }))) return;
  }
}
