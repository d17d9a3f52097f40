import type { Measure } from '../measure.ts';
import { batches } from './batches.ts';
import { besidePretix } from './beside-pretix.ts';
import { candidatePage } from './candidate-page.ts';
import { fullPath } from './full-path.ts';
import { idleCommands } from './idle-commands.ts';
import { messages } from './messages.ts';
import { processorTime } from './processor-time.ts';
import { lists } from './lists.ts';
import { promotion } from './promotion.ts';
import { registrationCost } from './registration-cost.ts';
import { reads } from './reads.ts';
import { rush } from './rush.ts';
import { seats } from './seats.ts';
import { season } from './season.ts';
import { signIns } from './sign-ins.ts';
import { statements } from './statements.ts';

/** All measures, in the order in which they run. */
export const MEASURES: readonly Measure[] = [
  // The first: its exam session has to be the current one.
  candidatePage,
  fullPath,
  idleCommands,
  besidePretix,
  registrationCost,
  statements,
  processorTime,
  seats,
  rush,
  reads,
  season,
  promotion,
  signIns,
  lists,
  batches,
  messages,
];
