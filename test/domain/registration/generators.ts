import * as fc from 'fast-check';
import type { Mode } from '../../../domain/subjects.ts';
import { HOUR_MS, MINUTE_MS } from '../../../domain/time.ts';

/** The next thing done to a registration. Numbers pick among what is there at that moment, round and round. */
export type Step =
  | { do: 'save'; passport: number }
  | {
      do: 'select';
      rows: { subject: string; campus: string; open: boolean }[];
      oralNeedsWrittenPaid: boolean;
    }
  | { do: 'cancel'; entry: number; keepsLastWritten: boolean }
  | { do: 'join'; subject: string; campus: string; seatAvailable: boolean }
  | { do: 'leave'; wait: number }
  | { do: 'transcripts'; level: 4 | 6 }
  | { do: 'quickPrint'; on: boolean }
  | { do: 'openOrder'; mode: Mode; gateway: 'alipay' | 'payease' }
  | { do: 'refresh'; order: number }
  | { do: 'withdraw' }
  /** Pays at the gateway; nobody is told yet. */
  | { do: 'pay'; order: number; rightAmount: boolean }
  | { do: 'notify'; payment: number; seatsFree: boolean; windowsOpen: boolean }
  | { do: 'answer'; work: number; seatsFree: boolean; windowsOpen: boolean }
  | { do: 'offer'; wait: number; eligible: boolean }
  | { do: 'lapse'; wait: number }
  | { do: 'repeat'; occurrence: number }
  | { do: 'pass'; ms: number }
  | { do: 'wakeUp' };

const pick = fc.nat({ max: 11 });
const mostly = fc.nat({ max: 7 }).map((drawn) => drawn !== 7);
const subject = fc.constantFrom('1', '1', '2', '3', 'F', 'S');
const campus = fc.constantFrom('991010', '991011');
const reinstatement = { seatsFree: mostly, windowsOpen: mostly };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('save'), passport: mostly.map((own) => (own ? 1 : 2)) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('select'),
      rows: fc.array(
        fc.record({
          subject,
          campus,
          open: mostly,
        }),
        { minLength: 1, maxLength: 4 },
      ),
      oralNeedsWrittenPaid: mostly.map((allowed) => !allowed),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('cancel'),
      entry: pick,
      keepsLastWritten: mostly.map((allowed) => !allowed),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('transcripts'), level: fc.constantFrom(4, 6) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('join'),
      subject,
      campus,
      seatAvailable: mostly.map((full) => !full),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), wait: pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('offer'), wait: pick, eligible: mostly }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lapse'), wait: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('quickPrint'), on: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('openOrder'),
      mode: fc.constantFrom('written', 'written', 'oral'),
      gateway: fc.constantFrom('alipay', 'payease'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refresh'), order: pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pay'), order: pick, rightAmount: mostly }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('notify'), payment: pick, ...reinstatement }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('answer'), work: pick, ...reinstatement }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat'), occurrence: pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      ms: fc.constantFrom(MINUTE_MS, MINUTE_MS, 50 * MINUTE_MS, 5 * HOUR_MS, 23 * HOUR_MS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wakeUp') }) },
) as fc.Arbitrary<Step>;

/**
 * A sequence of steps. It begins saved, with transcripts chosen where possible, so that more of the rest takes effect.
 */
export const steps: fc.Arbitrary<Step[]> = fc.array(step, { maxLength: 40, size: 'max' }).map((rest) => [
  { do: 'save', passport: 1 },
  {
    do: 'select',
    rows: [{ subject: '1', campus: '991010', open: true }],
    oralNeedsWrittenPaid: false,
  },
  { do: 'transcripts', level: 4 },
  ...rest,
]);
