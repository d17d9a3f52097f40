import { useSuspenseQuery } from '@tanstack/react-query';
import { chosenExamSessionQuery, examSessionsQuery, meQuery, registrationQuery } from './queries.ts';

/** The id of this visit's exam session. Every page is loaded after it is known. */
export function useExamSessionId(): string {
  return useSuspenseQuery(chosenExamSessionQuery).data;
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
