import { useQuery } from '@tanstack/react-query';
import { windowState } from '../../../../domain/exam-session/windows.ts';
import { nextStep, type Standing } from '../../../../domain/registration/next-step/index.ts';
import type { NextStep } from '../../../../domain/registration/next-step/step.ts';
import type { Me, Registration } from '../../lib/api-types.ts';
import { useServerNow } from '../../lib/ticker.ts';
import { factsBefore, factsOf } from './next-step-facts.ts';
import type { AskedPart } from '../../ui/PartProblem.tsx';
import { agreementsQuery, eligibilityQuery, ordersQuery, reviewQuery } from './queries.ts';
import { rollFound } from './roll-found.ts';
import { useExamSession } from './use-exam-session.ts';
import { useLateWindow } from './use-late-window.ts';
import { useOralToTake } from './use-oral-to-take.ts';

/** What comes next, and what may be done instead where that holds nobody up. */
export interface FoundStep {
  next: NextStep;
  otherwise: NextStep | null;
  /** What could not be read and may make it another step; unset when all is known. */
  unread: AskedPart | undefined;
}

/** Finds the next step of the candidate who is signed in, as this page knows it. It moves on with the clock. */
export function useNextStep(me: Me, registration: Registration | null): FoundStep {
  const now = useServerNow();
  const { standing, unread } = useStanding(me, registration, now);
  const person = {
    claiming: me.claiming,
    emailVerified: me.emailVerified,
    hasProvince: me.province !== null,
  };
  const next = nextStep(person, standing, now);
  const isOptional = next.step === 'verifyEmail' && !standing.registered;
  return {
    next,
    unread,
    otherwise: isOptional ? nextStep({ ...person, emailVerified: true }, standing, now) : null,
  };
}

function useStanding(me: Me, registration: Registration | null, now: number) {
  const examSession = useExamSession();
  const isNew = registration === null && !me.claiming;
  const agreements = useQuery({ ...agreementsQuery(examSession.id), enabled: isNew });
  const acceptedAt = agreements.data?.acceptedAt ?? null;
  const eligibility = useQuery({
    ...eligibilityQuery(examSession.id),
    enabled: isNew && acceptedAt !== null && rollFound.read(me.passportId, examSession.id),
  });
  const orders = useQuery({ ...ordersQuery(examSession.id), enabled: isNew }).data?.orders ?? [];
  const province = examSession.provinces.find(({ code }) => code === me.province?.code);
  const late = useLateWindow(me, registration);
  const before = factsBefore({
    acceptedAt,
    province,
    extra: late.extra,
    eligibility: eligibility.data,
    orders,
    review: null,
  });
  const after = registration && factsOf(registration, null);
  const mayAsk = after
    ? !after.hasCet6 && windowState(after.registrationWindow, now) === 'open'
    : typeof before.roll === 'object' && before.roll.refusal === 'NO_ELIGIBLE_SUBJECT';
  // The panel that shows it, where there is one, keeps it up to date.
  const asked = useQuery({ ...reviewQuery(examSession.id), enabled: mayAsk, refetchInterval: false });
  const review = asked.data?.review?.state ?? null;
  // Asked once nothing else presses, so that nobody is led to an oral that is not offered.
  const entries = registration?.entries ?? [];
  const isPaid = after?.selectOral === null && entries.every(({ state }) => state === 'paid');
  const hasOral = useOralToTake(isPaid ? entries.map(({ subject }) => subject) : []);
  const standing: Standing = after
    ? {
        registered: true,
        facts: { ...after, review, selectOral: after.selectOral ?? (hasOral ? null : 'SUBJECT_NOT_OFFERED') },
      }
    : { registered: false, facts: { ...before, review } };
  const unread = [agreements, late.asked, eligibility, asked].find(
    ({ data, error }) => error && data === undefined,
  );
  return { standing, unread };
}
