import { patiently } from '../entity/activities.ts';

const BATCH = 200;
/** What one sweep may send; the rest is the next one's. */
const MAX_BATCHES = 500;

/** One sweep of the schedule `reminders/unpaid`: words to everybody whose unpaid seat ends soon. */
export async function remindUnpaid(): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    if (!(await patiently.sendReminders({ at: Date.now(), limit: BATCH }))) return;
  }
}
