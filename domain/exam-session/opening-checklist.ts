import type { Scope } from '../scopes.ts';
import type { Instant } from '../time.ts';
import { AGREEMENT_KINDS, type AgreementKind, type AgreementText, textsInForce } from './agreement-texts.ts';
import { oralCampus, writtenCampusCodes } from './campus.ts';
import { examsHeldTwice, examsOutsideHalf } from './exams-of-another.ts';
import { examOverlaps, isOfUnusualLength } from './exam-times.ts';
import { placeAround } from './place-codes.ts';
import type { ExamSessionState } from './season.ts';
import { type OfferingToOpen, type SessionToOpen, windowsAroundIn } from './session-to-open.ts';
import type { SettingFlaw, SettingFlawCode } from './setting-flaws.ts';
import { ticketsAmiss, transcriptsAmiss } from './tickets-to-open.ts';
import { isInside } from './window-rules.ts';
import { effectiveWindow, managementEnd, type ScopedWindow } from './windows.ts';
import { datesPast, windowsAgainstRegistration, windowsMissing, windowsOutside } from './windows-to-open.ts';

/**
 * Names what is missing before an exam session can be opened: first what keeps it from that, then what is only to be looked
 * at. Whoever takes a subject needs its windows, fee, exam time and a seat, and everybody needs the texts.
 */
export function openingChecklist(session: SessionToOpen, now: Instant): SettingFlaw[] {
  const found: SettingFlaw[] = [
    ...textsMissing(session.texts, now),
    ...supportMissing(session),
    ...(session.offerings.length === 0 ? [{ code: 'NO_OFFERINGS' as const, at: session.scope }] : []),
    ...windowsMissing(session),
    ...windowsOutside(session.windows),
    ...windowsAgainstRegistration(session),
    ...offeringsUnready(session),
    ...overlapsIn(session),
    ...examsOutsideHalf(session),
    ...examsHeldTwice(session),
    ...campusesWithoutSubjects(session),
    ...oralsAdmittingTooLate(session),
    ...ticketsAmiss(session),
    ...transcriptsAmiss(session),
    // Dates of an exam session that is open pass as they should.
    ...(session.state === 'open' ? [] : datesPast(session, now)),
  ];
  const weighed = found.map((flaw) => (isNote(flaw, session.state) ? { ...flaw, isNote: true } : flaw));
  return [...weighed.filter((flaw) => !flaw.isNote), ...weighed.filter((flaw) => flaw.isNote)];
}

function overlapsIn({ offerings, campuses, besides }: SessionToOpen): SettingFlaw[] {
  const homes = [...campuses, ...(besides?.campuses ?? [])];
  return examOverlaps(
    [...offerings, ...(besides?.offerings ?? [])],
    new Map(homes.map(({ code, settings }) => [code, settings.writtenCampusCodes])),
  );
}

/**
 * What says that something is at odds with what is set at another level, where others have to move first; or with a code, which
 * stays when exams are put off.
 */
const AT_ODDS: readonly SettingFlawCode[] = [
  'WINDOW_OUTSIDE',
  'OFFERING_WINDOW_OUTSIDE',
  'EXAM_BEFORE_PAYING_ENDS',
  'TICKET_PRINT_APART',
  'TRANSCRIPT_APART',
  'RESULTS_BEFORE_EXAM',
  'EXAM_OUTSIDE_HALF',
];

/** What contradicts itself: it is told when it is set, also while the exam session is a draft. */
const CONTRADICTIONS: readonly SettingFlawCode[] = [
  'EXAMS_OVERLAP',
  'EXAM_OUTSIDE_HALF',
  'EXAM_HELD_TWICE',
  'EXAM_BEFORE_PAYING_ENDS',
  'MANAGEMENT_OPENS_LATE',
  'ROLL_CHECK_APART',
  'ROLL_CHECK_SHORT',
  'ORAL_ADMITS_TOO_LATE',
  'TICKET_PRINT_APART',
  'TICKET_PRINT_EARLY',
  'RESULTS_BEFORE_EXAM',
];

/** Tells whether a finding is told when it is set, or only by the list before opening: what is missing is added step by step. */
export function isToldWhenSet({ code }: SettingFlaw, state: ExamSessionState, scope: Scope): boolean {
  // The first exam of a part of the country changes nothing about what is set for all of it.
  if (code === 'TICKET_PRINT_MISSING' && scope !== '*') return false;
  return state === 'open' || (state === 'draft' && CONTRADICTIONS.includes(code));
}

const TEXT_MISSING: Readonly<Record<AgreementKind, SettingFlawCode>> = {
  agreement: 'AGREEMENT_MISSING',
  pledge: 'PLEDGE_MISSING',
  terms: 'TERMS_MISSING',
  privacy: 'PRIVACY_MISSING',
};

/**
 * Tells whether a finding keeps nothing from being done. What is at odds does not in an exam session that is open already;
 * and one that was closed can be mended only once it is open again, but for the texts, which it shares.
 */
function isNote({ code, isNote: always = false }: SettingFlaw, state: ExamSessionState): boolean {
  if (always) return true;
  if (state === 'closed') return !Object.values(TEXT_MISSING).includes(code);
  return state === 'open' && AT_ODDS.includes(code);
}

function textsMissing(texts: readonly AgreementText[], now: Instant): SettingFlaw[] {
  const inForce = textsInForce(texts, now).map(({ kind }) => kind);
  return AGREEMENT_KINDS.filter((kind) => !inForce.includes(kind)).map((kind) => {
    const scheduled = texts.filter((text) => text.kind === kind).map(({ publishedAt }) => publishedAt);
    return {
      code: TEXT_MISSING[kind],
      at: '*',
      ...(scheduled.length > 0 && { comesAt: Math.min(...scheduled) }),
    };
  });
}

function supportMissing({ supportPhone, supportHoursZh, supportHoursEn }: SessionToOpen): SettingFlaw[] {
  const flaws: SettingFlaw[] = [];
  if (supportPhone === '') flaws.push({ code: 'SUPPORT_PHONE_MISSING', at: '*' });
  if (supportHoursZh === '' || supportHoursEn === '') flaws.push({ code: 'SUPPORT_HOURS_MISSING', at: '*' });
  return flaws;
}

/** Names orals whose campus admits others only when nobody can choose them any more. */
function oralsAdmittingTooLate({ offerings, campuses }: SessionToOpen): SettingFlaw[] {
  const admitting = new Map(
    campuses.map(({ code, settings }) => [code, oralCampus(code, settings).admitsOutsidersFrom]),
  );
  return offerings
    .filter(
      ({ mode, campusCode, closesAt }) => mode === 'oral' && (admitting.get(campusCode) ?? 0) >= closesAt,
    )
    .map(({ campusCode, subjectCode }) => ({
      code: 'ORAL_ADMITS_TOO_LATE',
      at: `${campusCode}/${subjectCode}`,
      isNote: true,
    }));
}

function offeringsUnready({ offerings, windows }: SessionToOpen): SettingFlaw[] {
  const aroundOf = windowsAroundIn(windows);
  return offerings.flatMap((offering) => missingOf(offering, aroundOf(offering.campusCode)));
}

function missingOf(offering: OfferingToOpen, around: ScopedWindow[]): SettingFlaw[] {
  const { campusCode, subjectCode, mode, examStartsAt, examEndsAt, feeFen, capacity } = offering;
  const at = `${campusCode}/${subjectCode}`;
  const registration = effectiveWindow(around, 'registration', campusCode);
  const flaws: SettingFlaw[] = [];
  const payingEnds = managementEnd(around, campusCode);
  if (examStartsAt === null || examEndsAt === null) flaws.push({ code: 'EXAM_TIME_MISSING', at });
  if (isOfUnusualLength(offering, mode)) flaws.push({ code: 'EXAM_LENGTH', at });
  if (examStartsAt !== null && payingEnds !== null && examStartsAt < payingEnds)
    flaws.push({ code: 'EXAM_BEFORE_PAYING_ENDS', at });
  if (feeFen === 0) flaws.push({ code: 'FEE_MISSING', at });
  if (capacity === 0) flaws.push({ code: 'CAPACITY_MISSING', at });
  if (registration && !isInside(offering, registration))
    flaws.push({ code: 'OFFERING_WINDOW_OUTSIDE', at, bound: registration });
  return flaws;
}

/** Names the campuses on the roll whose people could choose nothing, and others of schools that take part. */
function campusesWithoutSubjects({ campuses, offerings }: SessionToOpen): SettingFlaw[] {
  const offering = new Set(offerings.map(({ campusCode }) => campusCode));
  const takingPart = new Set([...offering].map(placeAround));
  return campuses
    .filter(({ code, isOnRoll }) => isOnRoll || takingPart.has(placeAround(code)))
    .filter(({ code, settings }) => !writtenCampusCodes(code, settings).some((one) => offering.has(one)))
    .map(({ code, isOnRoll }) =>
      isOnRoll
        ? { code: 'CAMPUS_WITHOUT_SUBJECTS', at: code }
        : { code: 'CAMPUS_OFFERS_NOTHING', at: code, isNote: true },
    );
}
