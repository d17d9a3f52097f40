import { expect, it } from 'vitest';
import { SCORED_LANGUAGE } from '../../domain/subjects.ts';
import type { EligibilityMatch, Entry, Registration } from '../../web/src/lib/api-types.ts';
import { factsBefore, factsOf } from '../../web/src/site/lib/next-step-facts.ts';

const AT = '2026-11-30T01:00:00.000Z';
const PERIOD = { opensAt: '2026-11-21T01:00:00.000Z', closesAt: AT };
const WINDOW = { opensAt: Date.parse(PERIOD.opensAt), closesAt: Date.parse(AT) };
const NO_TICKET = { window: null, refusal: 'TICKET_NO_ENTRY' };

const subjectOf = (mode: 'written' | 'oral', level: 4 | 6, language = SCORED_LANGUAGE) => ({
  code: '1',
  name: { zh: '科目', en: 'Subject' },
  mode,
  level,
  language,
});
const entry = (id: string, given: Partial<Entry>) =>
  ({
    id,
    subject: subjectOf('written', 4),
    state: 'unpaid',
    via: 'candidate',
    deadlineAt: AT,
    payRefusal: null,
    ...given,
  }) as Entry;
const registration = (given: Partial<Registration> = {}) =>
  ({
    progress: { agreement: true },
    withdrawing: false,
    keepUntilAt: null,
    entries: [],
    waitlist: [],
    lastWait: null,
    orders: [],
    transcripts: [],
    transcriptsUntilAt: AT,
    registrationWindow: PERIOD,
    tickets: { written: NO_TICKET, oral: NO_TICKET },
    actions: {
      selectWritten: null,
      selectOral: null,
      payWritten: null,
      payOral: null,
      chooseTranscripts: null,
      withdraw: null,
    },
    ...given,
  }) as Registration;

it('presses for an oral with its written alone, and lets the mode say why an entry cannot be paid', () => {
  const oral = entry('oral', { subject: subjectOf('oral', 4), payRefusal: 'WRITTEN_NOT_PAID' });
  const confirming = entry('written', { state: 'settling', deadlineAt: null });
  const { entries } = factsOf(registration({ entries: [confirming, oral] }), null);
  expect(entries.map(({ id, deadlineAt }) => [id, deadlineAt])).toEqual([
    ['written', null],
    ['oral', null],
  ]);
  const closed = { ...registration().actions, payWritten: 'PAYMENT_CLOSED' };
  const [unpaid] = factsOf(registration({ entries: [entry('w', {})], actions: closed }), null).entries;
  expect(unpaid).toMatchObject({ deadlineAt: Date.parse(AT), payRefusal: 'PAYMENT_CLOSED' });
});

it('tells that a wait has lapsed until something of its level and kind takes its place', () => {
  const campus = {} as Entry['campus'];
  const lastWait = { subject: subjectOf('written', 4), campus, state: 'ended' as const };
  const lapsed = (given: Partial<Registration>) => factsOf(registration(given), null).waitLapsed;
  expect(lapsed({ lastWait })).toBe(true);
  expect(lapsed({ lastWait: { ...lastWait, state: 'promoted' } })).toBe(true);
  expect(lapsed({ lastWait: { ...lastWait, state: 'cancelled' } })).toBe(false);
  expect(lapsed({ lastWait, entries: [entry('w', {})] })).toBe(false);
  expect(lapsed({ lastWait, entries: [entry('o', { subject: subjectOf('oral', 4) })] })).toBe(true);
  expect(lapsed({})).toBe(false);
});

it('asks for a transcript only of what is paid, while it can be chosen', () => {
  const paid = entry('w', { state: 'paid', deadlineAt: null });
  const transcripts: Registration['transcripts'] = [{ level: 4, kind: 'report', choice: null }];
  const until = (given: Partial<Registration>) =>
    factsOf(registration({ transcripts, ...given }), null).transcriptUntil;
  expect(until({ entries: [paid] })).toBe(Date.parse(AT));
  expect(until({ entries: [entry('w', {})] })).toBeNull();
  expect(until({ entries: [paid], transcriptsUntilAt: null })).toBeNull();
  expect(until({ entries: [paid], transcripts: [{ level: 4, kind: 'report', choice: 'paper' }] })).toBeNull();
});

it('knows CET-6 from another language of that level, and from its oral', () => {
  const has = (mode: 'written' | 'oral', language: string) =>
    factsOf(registration({ entries: [entry('w', { subject: subjectOf(mode, 6, language) })] }), null).hasCet6;
  expect(has('written', SCORED_LANGUAGE)).toBe(true);
  expect(has('written', 'japanese')).toBe(false);
  expect(has('oral', SCORED_LANGUAGE)).toBe(false);
});

it('takes of several roll entries the one that can be saved, and its window before that of the province', () => {
  const match = (refusal: string | null) => ({ refusal, registrationWindow: PERIOD }) as EligibilityMatch;
  const known = {
    acceptedAt: AT,
    province: { rollCheck: PERIOD, registration: null },
    extra: null,
    orders: [],
    review: null,
  };
  const of = (matches: EligibilityMatch[]) => factsBefore({ ...known, eligibility: { matches } });
  expect(of([match('CANDIDATE_TAKEN'), match(null)])).toMatchObject({
    agreed: true,
    roll: { refusal: null },
    rollCheckWindow: WINDOW,
    registrationWindow: WINDOW,
  });
  expect(of([])).toMatchObject({ roll: 'none', registrationWindow: null });
  expect(factsBefore({ ...known, eligibility: undefined, orders: [{ refund: null }] })).toMatchObject({
    roll: 'unknown',
    wasRegistered: true,
    isRefunded: false,
  });
});

it('takes an extra window before that of the province, and looks at once', () => {
  const extra = { ...PERIOD, payUntil: AT };
  const known = { acceptedAt: AT, province: undefined, orders: [], review: null, eligibility: undefined };
  expect(factsBefore({ ...known, extra })).toMatchObject({
    registrationWindow: WINDOW,
    rollCheckWindow: { opensAt: 0, closesAt: WINDOW.closesAt },
  });
});
