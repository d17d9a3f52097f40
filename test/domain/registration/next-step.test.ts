import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  EntryFact,
  PersonFacts,
  RegisteredFacts,
  UnregisteredFacts,
} from '../../../domain/registration/next-step/facts.ts';
import { nextStep, type Standing } from '../../../domain/registration/next-step/index.ts';
import { type NextStep, type Step, STEPS } from '../../../domain/registration/next-step/step.ts';
import { DAY_MS, HOUR_MS } from '../../../domain/time.ts';

const NOW = 1_000 * DAY_MS;
const OPEN = { opensAt: NOW - DAY_MS, closesAt: NOW + 5 * DAY_MS };
const LATER = { opensAt: NOW + DAY_MS, closesAt: NOW + 9 * DAY_MS };
const OVER = { opensAt: NOW - 9 * DAY_MS, closesAt: NOW - DAY_MS };
const until = { is: 'until', at: OPEN.closesAt };
const from = { is: 'from', at: LATER.opensAt };
const lostIn = (hours: number) => ({ is: 'lost', at: NOW + hours * HOUR_MS });

const person = { claiming: false, emailVerified: true, hasProvince: true };
const fresh: UnregisteredFacts = {
  agreed: true,
  rollCheckWindow: OPEN,
  registrationWindow: OPEN,
  roll: 'unknown',
  review: null,
  wasRegistered: false,
  isRefunded: false,
};
const noTicket = { window: null, refusal: 'TICKET_NO_ENTRY' };
const saved: RegisteredFacts = {
  agreed: true,
  withdrawing: false,
  keepUntilAt: null,
  entries: [],
  openOrders: [],
  transcriptMissing: [],
  waits: [],
  waitLapsed: false,
  registrationWindow: OPEN,
  selectWritten: null,
  selectOral: 'WRITTEN_FIRST',
  transcriptUntil: null,
  review: null,
  hasCet6: false,
  tickets: { written: noTicket, oral: noTicket },
};
const unpaid = (id: string, hours: number, given: Partial<EntryFact> = {}): EntryFact => ({
  id,
  mode: 'written',
  state: 'unpaid',
  fromWaitlist: false,
  deadlineAt: NOW + hours * HOUR_MS,
  payRefusal: null,
  ...given,
});
const entry = (state: EntryFact['state']) => unpaid('w', 0, { state, deadlineAt: null });
const paid = entry('paid');
const written = (refusal: string | null, window: typeof OPEN | null) => ({
  written: { window, refusal },
  oral: noTicket,
});
const empty = { keepUntilAt: NOW + 3 * HOUR_MS };

const before = (given: Partial<UnregisteredFacts>, of: Partial<typeof person> = {}) =>
  nextStep({ ...person, ...of }, { registered: false, facts: { ...fresh, ...given } }, NOW);
const after = (given: Partial<RegisteredFacts>, of: Partial<typeof person> = {}) =>
  nextStep({ ...person, ...of }, { registered: true, facts: { ...saved, ...given } }, NOW);

const CASES: [told: string, found: NextStep, step: Step, moment: NextStep['moment'] | object][] = [
  ['a visitor', nextStep(null, { registered: false, facts: fresh }, NOW), 'signIn', null],
  ['whose number another passport has', before({}, { claiming: true }), 'callSupport', null],
  ['too late to register', before({ registrationWindow: OVER }), 'registrationOver', null],
  [
    'too late, money goes back',
    before({ registrationWindow: OVER, isRefunded: true }),
    'refundUnderWay',
    null,
  ],
  ['no dates yet', before({ registrationWindow: null }), 'datesUnknown', null],
  ['email unverified', before({ agreed: false }, { emailVerified: false }), 'verifyEmail', until],
  ['agreement not accepted', before({ agreed: false }), 'acceptAgreement', until],
  [
    'agreement before the opening',
    before({ agreed: false, registrationWindow: LATER }),
    'acceptAgreement',
    from,
  ],
  [
    'signed in without a province',
    before({ registrationWindow: null }, { hasProvince: false }),
    'chooseProvince',
    null,
  ],
  ['roll check not open', before({ rollCheckWindow: LATER }), 'waitForRollCheck', from],
  ['nothing asked yet', before({}), 'findRoll', until],
  ['on no roll', before({ roll: 'none' }), 'noRollMatch', until],
  ['nothing eligible', before({ roll: { refusal: 'NO_ELIGIBLE_SUBJECT' } }), 'notEligible', until],
  [
    'nothing eligible yet',
    before({ roll: { refusal: 'NO_ELIGIBLE_SUBJECT' }, review: 'pending' }),
    'reviewPending',
    until,
  ],
  [
    'nothing eligible, re-check rejected',
    before({ roll: { refusal: 'NO_ELIGIBLE_SUBJECT' }, review: 'rejected' }),
    'resubmitReview',
    until,
  ],
  [
    'looked at before the opening',
    before({ roll: { refusal: 'REGISTRATION_NOT_OPEN' }, registrationWindow: LATER }),
    'waitForRegistration',
    from,
  ],
  ['eligible, not saved', before({ roll: { refusal: null } }), 'saveRegistration', until],
  ['registration deleted', before({ wasRegistered: true }), 'registerAgain', until],
  ['being deleted', after({ withdrawing: true, entries: [unpaid('w', 2)] }), 'withdrawing', null],
  ['saved with nothing chosen', after(empty), 'chooseSubject', lostIn(3)],
  ['nothing chosen before a new agreement', after({ ...empty, agreed: false }), 'acceptAgain', lostIn(3)],
  ['unpaid before a new agreement', after({ agreed: false, entries: [unpaid('w', 20)] }), 'pay', lostIn(20)],
  [
    'paid, with a new agreement',
    after({ agreed: false, entries: [paid], review: 'rejected', selectOral: null }),
    'acceptAgain',
    until,
  ],
  [
    'a new agreement after registration',
    after({
      agreed: false,
      entries: [paid],
      registrationWindow: OVER,
      tickets: written('TICKET_PRINT_ENDED', OVER),
    }),
    'ticketOver',
    null,
  ],
  ['the wait came to nothing', after({ ...empty, waitLapsed: true }), 'chooseAgain', lostIn(3)],
  [
    'nothing chosen, and too late',
    after({ ...empty, selectWritten: 'REGISTRATION_CLOSED' }),
    'nothingChosen',
    lostIn(3),
  ],
  ['unpaid', after({ entries: [unpaid('w', 20)] }), 'pay', lostIn(20)],
  [
    'unpaid in the management window alone',
    after({ entries: [unpaid('w', 20)], registrationWindow: OVER, selectWritten: 'REGISTRATION_CLOSED' }),
    'pay',
    lostIn(20),
  ],
  ['order open', after({ entries: [unpaid('w', 20)], openOrders: ['written'] }), 'finishPaying', lostIn(20)],
  [
    'promoted from the waitlist',
    after({ entries: [unpaid('w', 20, { fromWaitlist: true })] }),
    'payPromoted',
    lostIn(20),
  ],
  [
    'too near to pay',
    after({ entries: [unpaid('w', 0.01, { payRefusal: 'DEADLINE_TOO_NEAR' })] }),
    'cannotPay',
    lostIn(0.01),
  ],
  [
    'locked without a deadline',
    after({ entries: [unpaid('w', 1, { payRefusal: 'LOCKED', deadlineAt: null })] }),
    'cannotPay',
    null,
  ],
  ['being confirmed', after({ entries: [entry('settling')] }), 'settling', null],
  [
    'being confirmed, its oral unpaid',
    after({
      entries: [
        entry('settling'),
        unpaid('o', 1, { mode: 'oral', payRefusal: 'WRITTEN_NOT_PAID', deadlineAt: null }),
      ],
    }),
    'settling',
    null,
  ],
  [
    'a seat has come',
    after({ waits: [{ id: 'q', isOffered: true, endsAt: LATER.closesAt }] }),
    'seatOffered',
    null,
  ],
  [
    'paid, transcript not chosen',
    after({ entries: [paid], transcriptUntil: OPEN.closesAt }),
    'chooseTranscript',
    until,
  ],
  ['re-check rejected', after({ entries: [paid], review: 'rejected' }), 'resubmitReview', until],
  ['re-check approved', after({ entries: [paid], review: 'approved' }), 'chooseCet6', until],
  ['re-check undecided', after({ entries: [paid], review: 'pending' }), 'reviewPending', until],
  [
    'waiting in a queue',
    after({ waits: [{ id: 'q', isOffered: false, endsAt: OPEN.closesAt }] }),
    'waiting',
    until,
  ],
  ['paid, oral possible', after({ entries: [paid], selectOral: null }), 'chooseOral', until],
  ['paid, email unverified', after({ entries: [paid] }, { emailVerified: false }), 'verifyEmail', null],
  [
    'everything paid, print time set',
    after({ entries: [paid], tickets: written('TICKET_NOT_YET', LATER) }),
    'waitForTicket',
    from,
  ],
  [
    'everything paid, print time unknown',
    after({ entries: [paid], tickets: written('TICKET_NOT_YET', null) }),
    'waitForTicket',
    null,
  ],
  [
    'print time come, nothing arranged',
    after({ entries: [paid], tickets: written('TICKET_NOT_ARRANGED', OPEN) }),
    'waitForTicket',
    null,
  ],
  ['tickets printable', after({ entries: [paid], tickets: written(null, OPEN) }), 'printTicket', until],
  [
    'the school prints',
    after({ entries: [paid], tickets: written('TICKET_SCHOOL_PRINTS', OPEN) }),
    'collectTicket',
    null,
  ],
  ['all over', after({ entries: [paid], tickets: written('TICKET_PRINT_ENDED', OVER) }), 'ticketOver', null],
];

describe('the next step', () => {
  it.each(CASES)('of somebody %s', (_, found, step, moment) => {
    expect(found).toMatchObject({ step, moment });
  });

  it('is told of every step that there is', () => {
    expect(new Set(CASES.map(([, , step]) => step))).toEqual(new Set(STEPS));
  });

  it('is about what is lost first, and before what can only be missed', () => {
    const several = after({
      entries: [unpaid('w', 20), unpaid('o', 2, { mode: 'oral' }), paid],
      review: 'rejected',
      waits: [{ id: 'q', isOffered: false, endsAt: NOW + HOUR_MS }],
      tickets: written(null, { opensAt: NOW - HOUR_MS, closesAt: NOW + HOUR_MS }),
    });
    expect(several).toMatchObject({ step: 'pay', about: 'o', mode: 'oral' });
    const together = after({
      entries: [unpaid('o', 2, { mode: 'oral', payRefusal: 'WRITTEN_NOT_PAID' }), unpaid('w', 2)],
    });
    expect(together).toMatchObject({ step: 'pay', about: 'w' });
  });

  it('is about all tickets that can be printed, until the first of them cannot', () => {
    const sooner = { opensAt: NOW - HOUR_MS, closesAt: NOW + HOUR_MS };
    const printable = { refusal: null, window: OPEN };
    const both = after({
      entries: [paid],
      tickets: { written: printable, oral: { refusal: null, window: sooner } },
    });
    expect(both).toMatchObject({
      step: 'printTicket',
      modes: ['written', 'oral'],
      moment: { is: 'until', at: sooner.closesAt },
    });
    const alone = after({
      entries: [paid],
      tickets: { written: printable, oral: { refusal: 'TICKET_NOT_YET', window: OPEN } },
    });
    expect(alone).toMatchObject({ step: 'printTicket', modes: ['written'] });
  });

  it('leads to the choice of a transcript first where what is to be paid lacks one', () => {
    const entries = [unpaid('w', 20)];
    const lacking = after({ entries, transcriptMissing: ['written'] });
    expect(lacking).toMatchObject({ step: 'pay', transcriptFirst: true });
    expect(after({ entries, transcriptMissing: ['oral'] })).not.toHaveProperty('transcriptFirst');
  });

  it('is exactly one in every state, ranked by what is lost first, and never hurries who waits for the gateway', () => {
    fc.assert(
      fc.property(persons, standings, (who, standing) => {
        const { step, moment, about } = nextStep(who, standing, NOW);
        assert(STEPS.includes(step));
        if (moment?.is === 'from') assert(moment.at > NOW);
        if (who === null || who.claiming || !standing.registered) return;
        const { entries, withdrawing, keepUntilAt } = standing.facts;
        const saveable = entries.filter(({ state, payRefusal }) => state === 'unpaid' && payRefusal === null);
        if (withdrawing) return assert.equal(step, 'withdrawing');
        for (const { deadlineAt } of saveable)
          if (deadlineAt !== null) assert(moment?.is === 'lost' && moment.at <= deadlineAt);
        if (keepUntilAt !== null) assert(moment?.is === 'lost' && moment.at <= keepUntilAt);
        const isPaid = PAYING.includes(step);
        assert.equal(isPaid, isPaid && saveable.some(({ id }) => id === about));
        const confirming = entries.every(({ state }) => state === 'settling') && entries.length > 0;
        if (confirming && keepUntilAt === null)
          assert.deepEqual({ step, moment }, { step: 'settling', moment: null });
      }),
      { numRuns: 2_000 },
    );
  });
});

const PAYING: Step[] = ['pay', 'finishPaying', 'payPromoted'];
const instants = fc.integer({ min: NOW - 3 * DAY_MS, max: NOW + 3 * DAY_MS });
const windows = fc.option(
  fc.tuple(instants, fc.integer({ min: 1, max: 3 * DAY_MS })).map(([opensAt, length]) => ({
    opensAt,
    closesAt: opensAt + length,
  })),
);
const modes = fc.constantFrom('written' as const, 'oral' as const);
const reviews = fc.constantFrom(
  'pending' as const,
  'approved' as const,
  'rejected' as const,
  'expired' as const,
  null,
);
const tickets = fc.record({
  window: windows,
  refusal: fc.constantFrom(
    null,
    'TICKET_NO_ENTRY',
    'TICKET_NOT_YET',
    'TICKET_NOT_ARRANGED',
    'TICKET_SCHOOL_PRINTS',
    'TICKET_PRINT_ENDED',
    'TICKET_NOT_PAID',
  ),
});
const persons: fc.Arbitrary<PersonFacts> = fc.option(
  fc.record({ claiming: fc.boolean(), emailVerified: fc.boolean(), hasProvince: fc.boolean() }),
);
const registered: fc.Arbitrary<RegisteredFacts> = fc.record({
  agreed: fc.boolean(),
  withdrawing: fc.boolean(),
  keepUntilAt: fc.option(instants),
  entries: fc.array(
    fc.record({
      id: fc.uuid(),
      mode: modes,
      state: fc.constantFrom('unpaid' as const, 'settling' as const, 'paid' as const),
      fromWaitlist: fc.boolean(),
      deadlineAt: fc.option(instants),
      payRefusal: fc.constantFrom(null, 'ORDER_SETTLING', 'WRITTEN_NOT_PAID', 'DEADLINE_TOO_NEAR'),
    }),
    { maxLength: 4 },
  ),
  openOrders: fc.uniqueArray(modes),
  transcriptMissing: fc.uniqueArray(modes),
  waits: fc.array(fc.record({ id: fc.uuid(), isOffered: fc.boolean(), endsAt: instants }), { maxLength: 2 }),
  waitLapsed: fc.boolean(),
  registrationWindow: windows,
  selectWritten: fc.constantFrom(null, 'REGISTRATION_CLOSED', 'REGISTRATION_NOT_OPEN'),
  selectOral: fc.constantFrom(null, 'WRITTEN_FIRST', 'REGISTRATION_CLOSED'),
  transcriptUntil: fc.option(instants),
  review: reviews,
  hasCet6: fc.boolean(),
  tickets: fc.record({ written: tickets, oral: tickets }),
});
const unregistered: fc.Arbitrary<UnregisteredFacts> = fc.record({
  agreed: fc.boolean(),
  rollCheckWindow: windows,
  registrationWindow: windows,
  roll: fc.oneof(
    fc.constantFrom('unknown' as const, 'none' as const),
    fc.record({ refusal: fc.constantFrom(null, 'NO_ELIGIBLE_SUBJECT', 'CANDIDATE_TAKEN') }),
  ),
  review: reviews,
  wasRegistered: fc.boolean(),
  isRefunded: fc.boolean(),
});
const standings: fc.Arbitrary<Standing> = fc.oneof(
  registered.map((facts): Standing => ({ registered: true, facts })),
  unregistered.map((facts): Standing => ({ registered: false, facts })),
);
