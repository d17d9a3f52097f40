import * as fc from 'fast-check';
import { it } from 'vitest';
import { steps } from './generators.ts';
import { Model } from './model.ts';

/**
 * Run `PROPERTY_RUNS=100000 npx vitest run --project unit test/domain/registration/invariants.test.ts` to search
 * longer.
 */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 1_000);
const TIMEOUT_MS = 20_000 + numRuns * 20;

it(
  'keeps its rules whatever happens, in whatever order, however often',
  () => {
    fc.assert(
      fc.property(steps, (way) => {
        const model = new Model();
        for (const step of way) model.take(step);
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

it(
  'turns every payment into one seat, one refund, or one line for staff',
  () => {
    fc.assert(
      fc.property(steps, (way) => {
        const model = new Model();
        for (const step of way) model.take(step);
        model.settle();
        model.checkSettled();
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);

it(
  'comes to an end by itself, and never waits for a moment that changes nothing',
  () => {
    fc.assert(
      fc.property(steps, (way) => {
        const model = new Model();
        for (const step of way) model.take(step);
        model.live();
        model.settle();
        model.checkSettled();
      }),
      { numRuns },
    );
  },
  TIMEOUT_MS,
);
