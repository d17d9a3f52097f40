import type { BatchKind } from '../domain/batches/batch.ts';
import type { BatchWork } from './batches/batch-work.ts';
import { IMPORT_WORKS } from './imports/works.ts';
import { DECIDE_WORK } from './review/decide-work.ts';
import { MESSAGE_WORK } from './registration/message-work.ts';
import { REMIND_WORK } from './registration/remind-work.ts';

/** How each kind of batch is done. */
export const BATCH_WORKS: Record<BatchKind, BatchWork> = {
  ...IMPORT_WORKS,
  reminders: REMIND_WORK,
  messages: MESSAGE_WORK,
  decisions: DECIDE_WORK,
};
