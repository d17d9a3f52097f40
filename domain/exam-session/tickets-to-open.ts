import type { Mode } from '../subjects.ts';
import type { Instant } from '../time.ts';
import { campusesOffering, provincesOf, type SessionToOpen, windowsAroundIn } from './session-to-open.ts';
import type { SettingFlaw, SettingFlawCode } from './setting-flaws.ts';
import { effectiveWindow, intersection, managementEnd, type WindowKind } from './windows.ts';

const TICKET_WINDOW = { written: 'ticketWritten', oral: 'ticketOral' } as const satisfies Record<
  Mode,
  WindowKind
>;

/** Names windows for printing tickets that are not set, or leave those of a subject without a ticket at its exam. */
export function ticketsAmiss({ windows, offerings }: SessionToOpen): SettingFlaw[] {
  return (Object.keys(TICKET_WINDOW) as Mode[]).flatMap((mode): SettingFlaw[] => {
    const kind = TICKET_WINDOW[mode];
    const at = `${kind}/*`;
    const ofMode = offerings.filter((offering) => offering.mode === mode);
    if (ofMode.length === 0) return [];
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

/** Names windows for choosing transcripts that are not set, or lie where there is nothing to choose. */
export function transcriptsAmiss({ windows, offerings }: SessionToOpen): SettingFlaw[] {
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
    ...(early ? [] : [missingTranscript('TRANSCRIPT_MISSING', 'transcript')]),
    ...provincesOf(apart).map(
      (against): SettingFlaw => ({ code: 'TRANSCRIPT_APART', at: 'transcript/*', against }),
    ),
    ...(late
      ? []
      : [
          missingTranscript(
            early ? 'LATE_TRANSCRIPT_MISSING' : 'TRANSCRIPT_MISSING',
            'transcriptAfterResults',
          ),
        ]),
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

function missingTranscript(code: SettingFlawCode, kind: WindowKind): SettingFlaw {
  return { code, at: `${kind}/*`, isNote: true };
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
