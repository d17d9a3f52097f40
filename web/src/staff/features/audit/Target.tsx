import type { z } from 'zod';
import type { auditSchema } from '../../../../../api/staff/audit-routes.ts';
import { referenceText } from '../../../../../domain/staff/reference-words.ts';
import { useWords } from '../../../i18n/index.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { useAuditWords } from './words.ts';

/** To what something was done: by the names that people know, with the way to all that was done to it. */
export function Target({
  target,
  about,
}: Pick<z.infer<typeof auditSchema>['entries'][number], 'target' | 'about'>) {
  const words = useAuditWords();
  const { pick, language } = useWords();
  const parts = about && [
    about.place ? words.place(about.place.code, pick(about.place.name)) : words.country,
    ...(about.subject === null ? [] : [words.subject(about.subject)]),
    ...(about.examSession === null ? [] : [words.examSession(about.examSession)]),
  ];
  return (
    <>
      <span className="breaks">{parts?.join(words.comma) ?? referenceText(target, language)}</span>
      <span className="cell-note">
        <StaffLink to={`${STAFF_PAGES.audit.path}?${new URLSearchParams({ target })}`}>
          {words.onlyThis}
        </StaffLink>
      </span>
    </>
  );
}
