import { useQuery } from '@tanstack/react-query';
import type { Progress } from '../../lib/api-types.ts';
import { agreementsQuery, eligibilityQuery, registrationQuery } from './queries.ts';
import { rollFound } from './roll-found.ts';
import { useExamSessionId, useMe } from './use-exam-session.ts';

export type ProgressStep = keyof Progress;

/** The candidate's steps, in order. */
export const PROGRESS_STEPS: ProgressStep[] = [
  'agreement',
  'eligibilityQuery',
  'eligibilityConfirmed',
  'writtenSelected',
  'writtenPaid',
  'oralSelected',
  'oralPaid',
];

/**
 * The steps done: as the registration says, or before there is one, by the agreement and this visit's query. Unset
 * until that is known; `unknown` when it cannot be known at present. What was known stays while the API fails.
 */
export function useProgress(): Progress | 'unknown' | undefined {
  const examSession = useExamSessionId();
  const { data: registration, isError: isUnread } = useQuery(registrationQuery(examSession));
  const agreements = useQuery({ ...agreementsQuery(examSession), enabled: registration === null });
  const accepted = agreements.data?.acceptedAt;
  const me = useMe();
  const matches = useQuery({ ...eligibilityQuery(examSession), enabled: false }).data?.matches ?? [];
  if (registration) return registration.progress;
  if (registration === undefined) return isUnread ? 'unknown' : undefined;
  if (accepted === undefined) return agreements.isError ? 'unknown' : undefined;
  return {
    agreement: Boolean(accepted),
    eligibilityQuery: matches.length > 0 || (me !== null && rollFound.read(me.passportId, examSession)),
    eligibilityConfirmed: false,
    writtenSelected: false,
    writtenPaid: false,
    oralSelected: false,
    oralPaid: false,
  };
}

/** The first step that is not done of those to be done: an oral need not be chosen, but one that is chosen is paid. */
export function nextStep(progress: Progress): ProgressStep | undefined {
  return PROGRESS_STEPS.find(
    (step) => !progress[step] && step !== 'oralSelected' && (step !== 'oralPaid' || progress.oralSelected),
  );
}

/** What there is to say once no step is left: everything is done, or all but the oral, which need not be. */
export function progressEnd(progress: Progress): 'allDone' | 'obligatoryDone' | undefined {
  if (nextStep(progress)) return undefined;
  return progress.oralPaid ? 'allDone' : 'obligatoryDone';
}
