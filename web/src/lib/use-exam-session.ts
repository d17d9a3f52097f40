import { useSuspenseQuery } from '@tanstack/react-query';
import { chosenExamSessionQuery, meQuery, registrationQuery } from './queries.ts';

/** The id of this visit's exam session. Every page is loaded after it is known. */
export function useExamSessionId(): string {
  return useSuspenseQuery(chosenExamSessionQuery).data;
}

export function useMe() {
  return useSuspenseQuery(meQuery).data;
}

export function useRegistration() {
  return useSuspenseQuery(registrationQuery(useExamSessionId())).data;
}
