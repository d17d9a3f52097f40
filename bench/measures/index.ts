import type { Measure } from '../measure.ts';
import { idleCommands } from './idle-commands.ts';
import { promotion } from './promotion.ts';
import { registrationCost } from './registration-cost.ts';
import { rush } from './rush.ts';

/** All measures, in the order in which they run. */
export const MEASURES: readonly Measure[] = [registrationCost, idleCommands, rush, promotion];
