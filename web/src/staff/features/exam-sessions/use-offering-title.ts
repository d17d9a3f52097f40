import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import type { Offering } from './offerings-query.ts';
import { useOfferingsWords } from './offerings-words.ts';

/** Gives the function that heads what is done to a subject at a campus, by their names. */
export function useOfferingTitle(): (action: string, offering: Offering) => string {
  const words = useOfferingsWords();
  const { coded, pick } = useWords();
  const subjects = useQuery(catalogueQuery).data?.subjects ?? [];
  return (action, { campus, campusName, subject: code }) => {
    const subject = subjects.find((one) => one.code === code);
    const place = coded({ code: campus, name: campusName });
    return words.of(action, place, subject ? pick(subject.name) : code);
  };
}
