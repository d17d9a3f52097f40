import { useQuery } from '@tanstack/react-query';
import { windowState } from '../../../../domain/exam-session/windows.ts';
import type { ExtraWindow, Me, Registration } from '../../lib/api-types.ts';
import { serverNow } from '../../lib/server-clock.ts';
import type { AskedPart } from '../../ui/PartProblem.tsx';
import { lateWindowQuery } from './queries.ts';
import { useExamSession } from './use-exam-session.ts';

interface LateWindow {
  /** Null without one, and while that is not known. */
  extra: ExtraWindow | null;
  asked: AskedPart;
}

/**
 * Finds the extra window of a candidate. Without a registration it is asked for where the province's own window is not
 * open: nobody else needs one.
 */
export function useLateWindow(me: Me, registration: Registration | null): LateWindow {
  const examSession = useExamSession();
  const province = examSession.provinces.find(({ code }) => code === me.province?.code);
  const window = province?.registration ?? null;
  const own = window && { opensAt: Date.parse(window.opensAt), closesAt: Date.parse(window.closesAt) };
  const enabled =
    registration === null &&
    !me.claiming &&
    province !== undefined &&
    windowState(own, serverNow()) !== 'open';
  const asked = useQuery({ ...lateWindowQuery(examSession.id), enabled });
  return {
    extra: registration ? registration.extraWindow : (enabled && asked.data) || null,
    asked,
  };
}
