import { provinceCodeOf, type Scope, scopesAround } from '../scopes.ts';
import type { Mode, Subject } from '../subjects.ts';
import type { Instant } from '../time.ts';
import { AGREEMENT_KINDS, type AgreementKind, type AgreementText, textsInForce } from './agreement-texts.ts';
import { oralCampus, writtenCampusCodes, type CampusSettings } from './campus.ts';
import { examOverlaps, isOfUnusualLength } from './exam-times.ts';
import type { OfferingTerms } from './offering-rules.ts';
import { placeAround } from './place-codes.ts';
import type { ExamSessionState } from './season.ts';
import type { SettingFlaw, SettingFlawCode } from './setting-flaws.ts';
import { isInside } from './window-rules.ts';
import {
  effectiveWindow,
  intersection,
  managementBegin,
  managementEnd,
  type ScopedWindow,
  type WindowKind,
  windowsByScope,
} from './windows.ts';

/** A subject at a campus, as it is to be opened. */
export interface OfferingToOpen extends OfferingTerms, Pick<Subject, 'language' | 'level' | 'mode'> {
  campusCode: string;
  subjectCode: string;
  capacity: number;
}

/** Everything that is set for an exam session, as far as it may be missing. */
export interface SessionToOpen {
  state: ExamSessionState;
  /** The part of the country that it is about. */
  scope: Scope;
  windows: readonly ScopedWindow[];
  offerings: readonly OfferingToOpen[];
  texts: readonly AgreementText[];
  /** All campuses of that part, with their settings. */
  campuses: readonly CampusToOpen[];
  /** What the school of a campus has besides, where that part is one campus: people take written subjects at others. */
  besides?: Pick<SessionToOpen, 'offerings' | 'campuses'>;
}

/** A campus, whose people need something to choose. */
export interface CampusToOpen {
  code: string;
  settings: CampusSettings;
  /** True when somebody's roll entry is there. */
  isOnRoll: boolean;
}

/**
 * Names what is missing before an exam session can be opened: first what keeps it from that, then what is only to be looked
 * at. Whoever takes a subject needs its windows, fee, exam time and a seat, and everybody needs the texts.
 */
export function openingChecklist(session: SessionToOpen, now: Instant): SettingFlaw[] {
  const found: SettingFlaw[] = [
    ...textsMissing(session.texts, now),
    ...(session.offerings.length === 0 ? [{ code: 'NO_OFFERINGS' as const, at: session.scope }] : []),
    ...windowsMissing(session),
    ...windowsOutside(session.windows),
    ...windowsAgainstRegistration(session),
    ...offeringsUnready(session),
    ...overlapsIn(session),
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

/** What says that something is at odds with what is set at another level, where others have to move first. */
const AT_ODDS: readonly SettingFlawCode[] = [
  'WINDOW_OUTSIDE',
  'OFFERING_WINDOW_OUTSIDE',
  'EXAM_BEFORE_PAYING_ENDS',
  'TICKET_PRINT_APART',
  'TRANSCRIPT_APART',
  'RESULTS_BEFORE_EXAM',
];

/** What contradicts itself: it is told when it is set, also while the exam session is a draft. */
const CONTRADICTIONS: readonly SettingFlawCode[] = [
  'EXAMS_OVERLAP',
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
export function isToldWhenSet({ code }: SettingFlaw, state: ExamSessionState): boolean {
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
  return AGREEMENT_KINDS.filter((kind) => !inForce.includes(kind)).map((kind) => ({
    code: TEXT_MISSING[kind],
    at: '*',
  }));
}

const NEEDED = {
  rollCheck: 'ROLL_CHECK_MISSING',
  registration: 'REGISTRATION_WINDOW_MISSING',
  management: 'MANAGEMENT_MISSING',
} as const;

/** Names each campus with subjects, or all its province, where a window is not set. */
function windowsMissing({ windows, offerings }: SessionToOpen): SettingFlaw[] {
  const aroundOf = windowsAroundIn(windows);
  const campuses = campusesOffering(offerings);
  return NEEDED_KINDS.flatMap((kind) => {
    const missing = campuses.filter((campus) => {
      const around = aroundOf(campus);
      return kind === 'management'
        ? !around.some((window) => window.kind === kind) || managementEnd(around, campus) === null
        : effectiveWindow(around, kind, campus) === null;
    });
    return provincesOf(missing).map((at): SettingFlaw => ({ code: NEEDED[kind], at }));
  });
}

const NEEDED_KINDS = Object.keys(NEEDED) as (keyof typeof NEEDED)[];

/**
 * Names the provinces where windows contradict online registration: nobody saves anything while eligibility cannot be checked, and
 * what is chosen before the management window has begun could be paid, and lost, before that.
 */
function windowsAgainstRegistration({ windows, offerings }: SessionToOpen): SettingFlaw[] {
  const aroundOf = windowsAroundIn(windows);
  const found = campusesOffering(offerings).flatMap((campus): SettingFlaw[] => {
    const around = aroundOf(campus);
    const [registration, rollCheck] = (['registration', 'rollCheck'] as const).map((kind) =>
      effectiveWindow(around, kind, campus),
    );
    // What is missing is named as such.
    if (!registration) return [];
    const at = provinceCodeOf(campus);
    const begins = managementBegin(around, campus);
    return [
      ...(rollCheck && !intersection([rollCheck, registration])
        ? [{ code: 'ROLL_CHECK_APART' as const, at: `rollCheck/${at}` }]
        : rollCheck && !isInside(registration, rollCheck)
          ? [{ code: 'ROLL_CHECK_SHORT' as const, at: `rollCheck/${at}`, isNote: true }]
          : []),
      ...(begins !== null && begins > registration.opensAt
        ? [{ code: 'MANAGEMENT_OPENS_LATE' as const, at: `management/${at}` }]
        : []),
    ];
  });
  return onceEach(found);
}

function onceEach(flaws: readonly SettingFlaw[]): SettingFlaw[] {
  return [...new Map(flaws.map((flaw) => [`${flaw.code} ${flaw.at} ${flaw.against}`, flaw])).values()];
}

function campusesOffering(offerings: SessionToOpen['offerings']): string[] {
  return [...new Set(offerings.map(({ campusCode }) => campusCode))];
}

function provincesOf(campuses: readonly string[]): string[] {
  return [...new Set(campuses.map(provinceCodeOf))];
}

/** Gives the function that finds the windows of all scopes around a campus. */
function windowsAroundIn(windows: readonly ScopedWindow[]): (campus: string) => ScopedWindow[] {
  const byScope = windowsByScope(windows);
  return (campus) => scopesAround(campus).flatMap((scope) => byScope.get(scope) ?? []);
}

/** Names what has passed before anybody could use it, as in a copy whose dates were not moved. */
function datesPast({ windows, offerings }: SessionToOpen, now: Instant): SettingFlaw[] {
  const aroundOf = windowsAroundIn(windows);
  const isPast = (kind: keyof typeof NEEDED, campus: string) => {
    const around = aroundOf(campus);
    const end =
      kind === 'management' ? managementEnd(around, campus) : effectiveWindow(around, kind, campus)?.closesAt;
    return typeof end === 'number' && end <= now;
  };
  const campuses = campusesOffering(offerings);
  const past = new Map(NEEDED_KINDS.map((kind) => [kind, campuses.filter((campus) => isPast(kind, campus))]));
  const isOver = new Set(past.get('registration'));
  return [
    ...NEEDED_KINDS.flatMap((kind) =>
      provincesOf(past.get(kind) ?? []).map(
        (province): SettingFlaw => ({ code: 'WINDOW_PAST', at: `${kind}/${province}` }),
      ),
    ),
    ...offerings.flatMap(({ campusCode, subjectCode, closesAt, examStartsAt }): SettingFlaw[] => {
      const at = `${campusCode}/${subjectCode}`;
      return [
        ...(closesAt <= now && !isOver.has(campusCode)
          ? [{ code: 'OFFERING_WINDOW_PAST' as const, at }]
          : []),
        ...(examStartsAt !== null && examStartsAt <= now ? [{ code: 'EXAM_TIME_PAST' as const, at }] : []),
      ];
    }),
  ];
}

const TICKET_WINDOW = { written: 'ticketWritten', oral: 'ticketOral' } as const satisfies Record<
  Mode,
  WindowKind
>;

/** Names windows for printing tickets that are not set, or leave those of a subject without a ticket at its exam. */
function ticketsAmiss({ scope, windows, offerings }: SessionToOpen): SettingFlaw[] {
  return (Object.keys(TICKET_WINDOW) as Mode[]).flatMap((mode): SettingFlaw[] => {
    const kind = TICKET_WINDOW[mode];
    const at = `${kind}/*`;
    const ofMode = offerings.filter((offering) => offering.mode === mode);
    // A part of the country does not show whether there are any elsewhere, and its first one changes nothing about that.
    if (scope === '*' && ofMode.length === 0) return [];
    const window = windows.find((one) => one.kind === kind);
    if (!window) return [{ code: 'TICKET_PRINT_MISSING', at, isNote: true }];
    const aroundOf = windowsAroundIn(windows);
    const paying = campusesOffering(ofMode).filter(
      (campus) => window.opensAt < (managementEnd(aroundOf(campus), campus) ?? 0),
    );
    return [
      ...examTimes(ofMode)
        .filter(({ first, last }) => window.opensAt >= first || window.closesAt < last)
        .map(({ subjectCode }) => ({ code: 'TICKET_PRINT_APART' as const, at, against: `*/${subjectCode}` })),
      ...provincesOf(paying).map((against) => ({
        code: 'TICKET_PRINT_EARLY' as const,
        at,
        against,
        isNote: true,
      })),
    ];
  });
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

/** Names windows for choosing transcripts that are not set, or lie where there is nothing to choose. */
function transcriptsAmiss({ windows, offerings }: SessionToOpen): SettingFlaw[] {
  const find = (kind: WindowKind) => windows.find((window) => window.kind === kind);
  const [early, late] = [find('transcript'), find('transcriptAfterResults')];
  const aroundOf = windowsAroundIn(windows);
  const apart = campusesOffering(offerings).filter((campus) => {
    const around = aroundOf(campus);
    const registration = effectiveWindow(around, 'registration', campus);
    const closesAt = managementEnd(around, campus);
    return (
      early && registration && closesAt !== null && !intersection([early, { ...registration, closesAt }])
    );
  });
  return [
    ...(early ? [] : [missingTranscript('transcript')]),
    ...provincesOf(apart).map(
      (against): SettingFlaw => ({ code: 'TRANSCRIPT_APART', at: 'transcript/*', against }),
    ),
    ...(late ? [] : [missingTranscript('transcriptAfterResults')]),
    ...examTimes(offerings)
      .filter(({ last }) => late && late.opensAt <= last)
      .map(
        ({ subjectCode }): SettingFlaw => ({
          code: 'RESULTS_BEFORE_EXAM',
          at: 'transcriptAfterResults/*',
          against: `*/${subjectCode}`,
        }),
      ),
  ];
}

function missingTranscript(kind: WindowKind): SettingFlaw {
  return { code: 'TRANSCRIPT_MISSING', at: `${kind}/*`, isNote: true };
}

/** Finds when the first and the last exam of each subject begins; of what has no time yet, nothing. */
function examTimes(offerings: SessionToOpen['offerings']) {
  const times = new Map<string, { first: Instant; last: Instant }>();
  for (const { subjectCode, examStartsAt } of offerings) {
    if (examStartsAt === null) continue;
    const { first = examStartsAt, last = examStartsAt } = times.get(subjectCode) ?? {};
    times.set(subjectCode, { first: Math.min(first, examStartsAt), last: Math.max(last, examStartsAt) });
  }
  return [...times].map(([subjectCode, time]) => ({ subjectCode, ...time }));
}

/** Names windows that reach outside those around them: they count only as far as they lie inside. */
function windowsOutside(windows: readonly ScopedWindow[]): SettingFlaw[] {
  const known = new Map(windows.map((window) => [`${window.kind}/${window.scope}`, window]));
  return windows.flatMap((window) =>
    scopesAround(window.scope)
      .filter((scope) => scope !== window.scope)
      .flatMap((scope): SettingFlaw[] => {
        const outer = known.get(`${window.kind}/${scope}` as `${WindowKind}/*`);
        return outer && !isInside(window, outer)
          ? [{ code: 'WINDOW_OUTSIDE', at: `${window.kind}/${window.scope}`, against: scope }]
          : [];
      }),
  );
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
  if (registration && !isInside(offering, registration)) flaws.push({ code: 'OFFERING_WINDOW_OUTSIDE', at });
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

/** Names the windows that have not ended, which keep an exam session from being closed; tickets and results too. */
export function windowsStillOpen(windows: readonly ScopedWindow[], now: Instant): SettingFlaw[] {
  return windows
    .filter(({ closesAt }) => closesAt > now)
    .map(({ kind, scope }) => ({ code: 'SESSION_STILL_RUNNING', at: `${kind}/${scope}` }));
}
