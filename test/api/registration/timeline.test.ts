import { describe, expect, it } from 'vitest';
import { eventWords, withoutRepeatedChecks } from '../../../api/registration/timeline-view.ts';
import { registrationEvents } from '../../../db/schema/index.ts';
import type { Actor } from '../../../domain/actor.ts';
import { ID_TYPE_NAMES } from '../../../domain/person/id-type-names.ts';
import type { SavedPerson } from '../../../domain/registration/correction-values.ts';
import type { RegistrationEvent } from '../../../domain/registration/events.ts';
import type { Entry, Order } from '../../../domain/registration/state.ts';
import type { WaitlistEntry } from '../../../domain/seats/waitlist.ts';
import { createTestApi } from '../test-api.ts';

const place = {
  offeringId: 1,
  subject: '1',
  campus: '991010',
  language: 'en',
  level: 4,
  mode: 'written',
  feeFen: 3_000,
} as const;
const entry: Entry = { ...place, id: 'entry', takenAt: 0, deadlineAt: 0, state: 'held' };
const waitlistEntry: WaitlistEntry = { ...place, id: 'wait', joinedAt: 0 };
const orderNo = '20260001';
const order: Order = {
  orderNo,
  gateway: 'alipay',
  mode: 'written',
  entryIds: ['entry'],
  amountFen: 3_000,
  openedAt: 0,
  expiresAt: 0,
  state: 'open',
};
const money = { orderNo, tradeNo: 't', amountFen: 3_000 };

/** An event of every kind: a kind that is missing here does not compile. */
const EVENTS: { [Type in RegistrationEvent['type']]: Extract<RegistrationEvent, { type: Type }> } = {
  saved: { type: 'saved', passportId: 'p', savedAt: 0, keepUntilAt: 0, managementEndsAt: 0, closesAt: 0 },
  endsMoved: { type: 'endsMoved', managementEndsAt: 0, closesAt: 0, entries: [], waits: [] },
  entryTaken: { type: 'entryTaken', entry },
  entryReleased: { type: 'entryReleased', entryId: 'entry', reason: 'expired' },
  entryReinstated: { type: 'entryReinstated', entryId: 'entry' },
  waitlistJoined: { type: 'waitlistJoined', waitlistEntry, endsAt: 0 },
  waitlistLeft: { type: 'waitlistLeft', waitlistEntryId: 'wait', reason: 'cancelled' },
  waitlistPromoted: { type: 'waitlistPromoted', waitlistEntryId: 'wait', entry },
  orderOpened: { type: 'orderOpened', order },
  orderSettling: {
    type: 'orderSettling',
    orderNo,
    settlement: { reason: 'expired', releaseEntryIds: ['entry'] },
  },
  orderStillUnpaid: { type: 'orderStillUnpaid', orderNo },
  orderClosed: { type: 'orderClosed', orderNo },
  orderPaid: { type: 'orderPaid', orderNo, tradeNo: 't', paidAt: 0, entryIds: ['entry'] },
  refundRequested: {
    type: 'refundRequested',
    ...money,
    gateway: 'alipay',
    paidAt: 0,
    refund: { refundNo: 'r', reason: 'late' },
  },
  refunded: { type: 'refunded', orderNo, refundNo: 'r' },
  amountMismatched: { type: 'amountMismatched', ...money },
  paidAgain: { type: 'paidAgain', ...money },
  transcriptChosen: { type: 'transcriptChosen', level: 4, choice: 'paper' },
  quickPrintSet: { type: 'quickPrintSet', on: false },
  keptUntil: { type: 'keptUntil', at: 0 },
  withdrawalStarted: { type: 'withdrawalStarted' },
  withdrawalStopped: { type: 'withdrawalStopped' },
  passportRebound: { type: 'passportRebound', passportId: 'p' },
  informationCorrected: { type: 'informationCorrected', correctionId: 'c', fields: ['name', 'photo'] },
  deleted: { type: 'deleted', reason: 'expired' },
};

const CHINESE = /\p{Script=Han}/u;
const NAMES = { zh: '英语四级笔试', en: 'CET-4' };
/** The events about one subject, or one place in a queue, whose sentence names the subject. */
const ABOUT_SUBJECT = /^(?:entry|waitlist|orderPaid)/;

describe('the timeline', () => {
  it('tells once of checks that changed nothing, as long as nothing else happened', () => {
    const { orderSettling: asked, orderStillUnpaid: unpaid, orderOpened: opened } = EVENTS;
    const other = { ...unpaid, orderNo: '20260002' };
    const told = (...events: RegistrationEvent[]) =>
      withoutRepeatedChecks(events.map((event) => ({ event }))).map(({ event }) => event);
    expect(told(unpaid, asked, unpaid, asked, unpaid, asked, opened)).toEqual([unpaid, asked, opened]);
    expect(told(unpaid, asked, opened, unpaid, asked)).toEqual([unpaid, asked, opened, unpaid, asked]);
    expect(told(other, unpaid, other)).toEqual([other, unpaid]);
  });

  it.each(Object.entries(EVENTS))('has a sentence for %s in both languages', (type, event) => {
    const { zh, en } = eventWords(event, () => NAMES, { values: new Map(), showsNames: true });
    expect(zh).toMatch(CHINESE);
    expect(en).toMatch(/[a-z]/);
    expect(en).not.toMatch(CHINESE);
    expect(zh.includes(NAMES.zh)).toBe(ABOUT_SUBJECT.test(type));
    expect(en.includes(NAMES.en)).toBe(ABOUT_SUBJECT.test(type));
  });

  it.each([
    { showsNames: true, name: '姓名 周演示 → 周更名', en: 'Name 周演示 → 周更名' },
    { showsNames: false, name: '姓名（已隐藏）', en: 'Name (hidden)' },
  ])('tells a corrected name in full or not at all, and a number masked so that it tells', (told) => {
    const before: SavedPerson = {
      name: '周演示',
      idType: 'residentId',
      idNumber: '990101200607010107',
      photoId: null,
    };
    const after: SavedPerson = { ...before, name: '周更名', idNumber: '990101200607110107' };
    const words = (next: SavedPerson) =>
      eventWords(
        { type: 'informationCorrected', correctionId: 'c', fields: ['name', 'idNumber'] },
        () => NAMES,
        { values: new Map([['c', { reason: '', before, after: next }]]), showsNames: told.showsNames },
      );
    const masked = '9901**********0107';
    expect(words(after)).toEqual({
      zh: `报名信息已更正：${told.name}；证件号码 ${masked} → ${masked}（隐藏的数字不同）`,
      en: `Registration corrected: ${told.en}; ID number ${masked} → ${masked} (the hidden part differs)`,
    });
    expect(words({ ...after, idType: 'other', idNumber: 'E12345678' }).zh).toContain(
      `证件号码 居民身份证 ${masked} → ${ID_TYPE_NAMES.other[0]} E1*****78`,
    );
  });

  it('is told newest first, with who did it, also of a wait whose beginning names the subject', async () => {
    const api = await createTestApi();
    const { id: examSessionId } = await api.mint.examSession();
    const campus = await api.mint.campus();
    const passport = await api.mint.passport();
    const candidate = await api.mint.candidate({ examSessionId, campus, person: passport });
    await api.mint.registration(candidate, passport.id);
    const story: [RegistrationEvent, Actor][] = [
      [EVENTS.saved, `passport/${passport.id}`],
      [EVENTS.waitlistJoined, `passport/${passport.id}`],
      [EVENTS.waitlistLeft, 'timer'],
      [EVENTS.passportRebound, 'staff/support'],
    ];
    await api.db.insert(registrationEvents).values(
      story.map(([event, actor], index) => ({
        registrationId: candidate.id,
        version: index + 1,
        position: 0,
        event,
        actor,
        happenedAt: api.clock.now(),
      })),
    );
    const response = await api.get(`/api/registration/timeline?examSession=${examSessionId}`, {
      candidate: await api.mint.signIn(passport.id),
    });
    const { events } = (await response.json()) as {
      events: { type: string; by: string; text: { zh: string } }[];
    };
    expect(events.map(({ type, by }) => `${type} ${by}`)).toEqual([
      'passportRebound staff',
      'waitlistLeft timer',
      'waitlistJoined you',
      'saved you',
    ]);
    expect(events[1]?.text.zh).toBe('英语四级笔试：已取消候补');
  });
});
