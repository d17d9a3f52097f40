import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubjectEligibility } from '../../../domain/roll/eligibility.ts';
import { comparePapers, compareResults } from '../../../domain/review/compare.ts';
import type { ReviewCommand, Verdict } from '../../../domain/review/commands.ts';
import { decideReview, decideVerdict, isLapsing } from '../../../domain/review/decide.ts';
import type { ReviewEvent } from '../../../domain/review/events.ts';
import { evolveReview } from '../../../domain/review/evolve.ts';
import { offerRefusal } from '../../../domain/review/offer.ts';
import { provenScore } from '../../../domain/review/proven-score.ts';
import { matchScore, type ScoreMatch } from '../../../domain/review/score-match.ts';
import type { Review, ReviewState } from '../../../domain/review/state.ts';
import { nextTriesAt } from '../../../domain/review/tries.ts';
import { DAY_MS } from '../../../domain/time.ts';
import { CATALOGUE } from '../../../stack/demo/catalogue.ts';
import { request } from './request.ts';

const ENDS_AT = 1_000;

function command(type: ReviewCommand['type'], match: ScoreMatch = 'name', passportId = 'p'): ReviewCommand {
  const common = { commandId: 'k', requestHash: 'h', passportId };
  const facts = { endsAt: ENDS_AT };
  if (type === 'withdraw') return { type, ...common, facts };
  if (type === 'file') return { type, ...common, filedBy: 'filer', request, facts };
  return { type, ...common, request, facts: { ...facts, match } };
}

const review = (state: ReviewState): Review => ({
  version: 3,
  state,
  passportId: 'p',
  filedBy: null,
});
const codeOf = (decision: { code: string }) => decision.code;

describe('a score record', () => {
  it.each([
    [500, true, true, 'idNumber'],
    [500, true, false, 'idNumber'],
    [500, false, true, 'name'],
    [500, false, false, 'none'],
    [425, true, false, 'idNumber'],
    [424, true, true, 'none'],
    [424, false, true, 'none'],
  ] as const)('of %i points, same ID number %s, same name %s: %s', (score, sameIdNumber, sameName, match) => {
    expect(matchScore({ score, sameIdNumber, sameName }, 425)).toBe(match);
  });

  it('that does not exist fits nobody', () => expect(matchScore(null, 425)).toBe('none'));
});

describe('asking', () => {
  it.each([
    ['idNumber', 'APPROVED'],
    ['name', 'PENDING'],
    ['none', 'REVIEW_NOT_MATCHED'],
  ] as const)('with a match by %s: %s', (match, code) => {
    expect(codeOf(decideReview(null, command('submit', match), 0))).toBe(code);
    expect(codeOf(decideReview(review('rejected'), command('resubmit', match), 0))).toBe(code);
  });

  it('ends with online registration', () => {
    for (const type of ['submit', 'resubmit', 'withdraw'] as const) {
      const before = type === 'submit' ? null : review('rejected');
      expect(codeOf(decideReview(before, command(type), ENDS_AT))).toBe('REGISTRATION_CLOSED');
      expect(decideReview(before, command(type), ENDS_AT - 1).kind).toBe('accepted');
    }
  });

  it.each([
    ['pending', 'REVIEW_PENDING'],
    ['approved', 'REVIEW_APPROVED'],
    ['expired', 'REVIEW_EXPIRED'],
    ['deleted', 'REVIEW_NOT_FOUND'],
  ] as const)('again, or taking back, when %s: %s', (state, code) => {
    const now = state === 'expired' ? ENDS_AT : 0;
    for (const type of ['resubmit', 'withdraw'] as const)
      expect(codeOf(decideReview(review(state), command(type), now))).toBe(code);
  });

  it('is open again for one that lapsed when staff open online registration again', () => {
    for (const [type, code] of [
      ['resubmit', 'PENDING'],
      ['file', 'PENDING'],
      ['withdraw', 'DELETED'],
    ] as const)
      expect(codeOf(decideReview(review('expired'), command(type), ENDS_AT - 1))).toBe(code);
  });

  it('is one per re-check, and of one’s own', () => {
    expect(codeOf(decideReview(review('rejected'), command('submit'), 0))).toBe('REVIEW_EXISTS');
    expect(codeOf(decideReview(null, command('resubmit'), 0))).toBe('REVIEW_NOT_FOUND');
    expect(codeOf(decideReview(review('rejected'), command('withdraw', 'name', 'q'), 0))).toBe('NOT_YOURS');
  });
});

describe('filing by the school', () => {
  it('waits for somebody else, whatever can be looked up', () => {
    expect(decideReview(null, command('file'), 0)).toMatchObject({
      code: 'PENDING',
      event: { outcome: 'pending', filedBy: 'filer' },
    });
  });

  it.each([
    [null, 'PENDING'],
    ['rejected', 'PENDING'],
    ['pending', 'REVIEW_EXISTS'],
    ['approved', 'REVIEW_EXISTS'],
    ['expired', 'PENDING'],
  ] as const)('when there is one that is %s: %s', (state, code) => {
    expect(codeOf(decideReview(state && review(state), command('file'), 0))).toBe(code);
  });

  it('ends with online registration', () => {
    expect(codeOf(decideReview(null, command('file'), ENDS_AT))).toBe('REGISTRATION_CLOSED');
  });

  it.each([
    [59, null],
    [60, 425],
    [100, 425],
    [424, null],
    [425, 425],
    [600, 600],
  ])('a result of %i on paper is worth %s', (points, worth) => {
    expect(provenScore(points, 425, 'old')).toBe(worth);
  });

  it.each([
    [72, null],
    [424, null],
    [425, 425],
  ])('a result of %i with a forgotten ticket is worth %s', (points, worth) => {
    expect(provenScore(points, 425, 'forgotten')).toBe(worth);
  });

  it('is decided by anybody but its filer, also when its candidate has asked anew', () => {
    const filed = { ...review('pending'), filedBy: 'filer' };
    const approve: Verdict = { outcome: 'approve', version: 3, account: 'filer' };
    expect(decideVerdict(filed, approve, { endsAt: ENDS_AT, isOnePerson: false }, 0)).toMatchObject({
      code: 'REVIEW_FILED_BY_YOU',
    });
    expect(
      decideVerdict(filed, { ...approve, account: 'another' }, { endsAt: ENDS_AT, isOnePerson: false }, 0)
        .kind,
    ).toBe('accepted');
    expect(
      decideVerdict(filed, { ...approve, account: 'another' }, { endsAt: ENDS_AT, isOnePerson: true }, 0),
    ).toMatchObject({ code: 'SUBMISSION_ONE_PERSON' });
    const again = decideReview({ ...filed, state: 'rejected' }, command('resubmit'), 0);
    if (again.kind !== 'accepted') throw new Error(again.code);
    expect(evolveReview(filed, again.event)).toMatchObject({ filedBy: null });
  });
});

describe('a verdict', () => {
  const approve: Verdict = { outcome: 'approve', version: 3, account: 'reviewer' };
  it.each([
    ['approved', 'REVIEW_DECIDED'],
    ['rejected', 'REVIEW_DECIDED'],
    ['deleted', 'REVIEW_DECIDED'],
    ['expired', 'REVIEW_EXPIRED'],
  ] as const)('on one %s: %s', (state, code) => {
    expect(decideVerdict(review(state), approve, { endsAt: ENDS_AT, isOnePerson: false }, 0)).toMatchObject({
      code,
    });
  });

  it('is about what was looked at, in time', () => {
    expect(
      decideVerdict(
        review('pending'),
        { ...approve, version: 2 },
        { endsAt: ENDS_AT, isOnePerson: false },
        0,
      ),
    ).toMatchObject({
      code: 'REVIEW_CHANGED',
    });
    expect(
      decideVerdict(review('pending'), approve, { endsAt: ENDS_AT, isOnePerson: false }, ENDS_AT),
    ).toMatchObject({
      code: 'REVIEW_EXPIRED',
    });
    expect(decideVerdict(review('pending'), approve, { endsAt: ENDS_AT, isOnePerson: false }, 0)).toEqual({
      kind: 'accepted',
      event: { type: 'approved' },
    });
  });
});

describe('the offer', () => {
  const open = { opensAt: 0, closesAt: 100 };
  const subjects = (reason: SubjectEligibility['reason']) =>
    CATALOGUE.map((subject) => ({ subject, reason: subject.code === '2' ? reason : null }));
  it.each([
    ['NOT_OFFERED', open, open, 'REVIEW_NOT_OFFERED'],
    ['BLACK_LISTED', open, open, 'REVIEW_BARRED'],
    [null, open, open, 'REVIEW_NOT_NEEDED'],
    ['SCORE_REQUIRED', null, open, 'ROLL_CHECK_NOT_OPEN'],
    ['SCORE_REQUIRED', { opensAt: 0, closesAt: 50 }, open, 'ROLL_CHECK_NOT_OPEN'],
    ['SCORE_REQUIRED', open, null, 'REGISTRATION_NOT_OPEN'],
    ['SCORE_REQUIRED', open, { opensAt: 0, closesAt: 50 }, 'REGISTRATION_CLOSED'],
    ['SCORE_REQUIRED', open, { opensAt: 80, closesAt: 100 }, null],
    ['SCORE_REQUIRED', open, open, null],
  ] as const)(
    'for %s, roll check %o, registration %o: %s',
    (reason, rollCheckWindow, registrationWindow, refusal) => {
      expect(offerRefusal({ subjects: subjects(reason), rollCheckWindow, registrationWindow }, 50)).toBe(
        refusal,
      );
    },
  );
});

it('whatever happens in whatever order, a final state stays, versions grow by one, and an approval needs a match or a reviewer', () => {
  const step = fc.oneof(
    fc.record({
      what: fc.constantFrom<ReviewCommand['type']>('submit', 'resubmit', 'withdraw', 'file'),
      match: fc.constantFrom<ScoreMatch>('idNumber', 'name', 'none'),
    }),
    fc.record({ what: fc.constantFrom('approve' as const, 'reject' as const, 'timer' as const) }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.integer({ min: 0, max: 300 })), { maxLength: 20 }), (steps) => {
      let state: Review | null = null;
      let now = 0;
      for (const [one, wait] of steps) {
        now += wait;
        const event = eventOf(state, one, now);
        if (!event) continue;
        const after: Review = evolveReview(state, event);
        expect(after.version).toBe((state?.version ?? 0) + 1);
        expect(state === null || ['pending', 'rejected'].includes(state.state)).toBe(true);
        expect(event.type === 'expired').toBe(now >= ENDS_AT);
        const atOnce = after.state === 'approved' && event.type === 'submitted';
        expect(!atOnce || ('match' in one && one.match === 'idNumber')).toBe(true);
        state = after;
      }
    }),
  );
});

function eventOf(
  state: Review | null,
  step: { what: ReviewCommand['type']; match: ScoreMatch } | { what: 'approve' | 'reject' | 'timer' },
  now: number,
): ReviewEvent | null {
  if ('match' in step) {
    const decision = decideReview(state, command(step.what, step.match), now);
    return decision.kind === 'accepted' ? decision.event : null;
  }
  if (!state) return null;
  if (step.what === 'timer') return isLapsing(state, ENDS_AT, now) ? { type: 'expired' } : null;
  const { version } = state;
  const verdict: Verdict =
    step.what === 'approve'
      ? { outcome: 'approve', version, account: 'reviewer' }
      : { outcome: 'reject', version, account: 'reviewer', sealedReason: 's' };
  const decision = decideVerdict(state, verdict, { endsAt: ENDS_AT, isOnePerson: false }, now);
  return decision.kind === 'accepted' ? decision.event : null;
}

it('papers are compared as people read them', () => {
  const same = { name: '刘洁', idNumber: '99000019900101001x' };
  const [name, idNumber] = comparePapers({
    request: same,
    score: { name: '劉潔', idNumber: '990000199001010018' },
    roll: { ...same, idNumber: '99000019900101001X' },
  });
  expect([name?.differs, idNumber?.differs]).toEqual([false, true]);
});

it('a claimed result differs from its record only where both say something', () => {
  const record = { ticketNumber: '990000251100001', score: 500 };
  const differing = (claim: Parameters<typeof compareResults>[0], of: typeof claim = record) =>
    compareResults(claim, of).flatMap(({ field, differs }) => (differs ? [field] : []));
  expect(differing({ ticketNumber: record.ticketNumber, score: null })).toEqual([]);
  expect(differing({ ticketNumber: record.ticketNumber, score: 480 })).toEqual(['score']);
  expect(differing({ ticketNumber: null, score: 480 }, { ticketNumber: null, score: null })).toEqual([]);
});

it('a day of tries is a day in Beijing', () => {
  const night = Date.parse('2026-11-21T15:59:59Z');
  expect(nextTriesAt(night)).toBe(night + 1000);
  expect(nextTriesAt(night + 1000)).toBe(night + 1000 + DAY_MS);
});
