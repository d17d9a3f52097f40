import { useSuspenseQuery } from '@tanstack/react-query';
import { chosenExamSessionQuery, examSessionsQuery, meQuery, registrationQuery } from './queries.ts';

/** The id of this visit's exam session, which every page is loaded after; null until the first one opens. */
export function useExamSessionIfAny(): string | null {
  return useSuspenseQuery(chosenExamSessionQuery).data;
}

/** The id of this visit's exam session, on pages that there are only with one. */
export function useExamSessionId(): string {
  const id = useExamSessionIfAny();
  if (id === null) throw new Error('no exam session yet');
  return id;
}

/** This visit's exam session with its dates. */
export function useExamSession() {
  const id = useExamSessionId();
  const found = useSuspenseQuery(examSessionsQuery).data.find((examSession) => examSession.id === id);
  if (!found) throw new Error(`no exam session ${id}`);
  return found;
}

export function useMe() {
  return useSuspenseQuery(meQuery).data;
}

export function useRegistration() {
  return useSuspenseQuery(registrationQuery(useExamSessionId())).data;
}
