import type { z } from 'zod';
import type { auditSchema } from '../../../../../api/staff/audit-routes.ts';
import { useWords } from '../../../i18n/index.ts';
import { useAuditWords } from './words.ts';

/** To what something was done: by the names that people know, with what it is found by below. */
export function Target({
  target,
  about,
}: Pick<z.infer<typeof auditSchema>['entries'][number], 'target' | 'about'>) {
  const words = useAuditWords();
  const { pick } = useWords();
  if (!about) return <span className="breaks">{target}</span>;
  const { place, subject, examSession } = about;
  const parts = [
    place ? words.place(place.code, pick(place.name)) : words.country,
    ...(subject === null ? [] : [words.subject(subject)]),
    ...(examSession === null ? [] : [words.examSession(examSession)]),
  ];
  return (
    <>
      <span>{parts.join(words.comma)}</span>
      <span className="cell-note breaks">{target}</span>
    </>
  );
}
