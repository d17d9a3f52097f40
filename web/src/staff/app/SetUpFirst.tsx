import type { ErrorCode } from '../../../../api/http/error-codes.ts';
import { may } from '../../../../domain/staff/permissions.ts';
import { useConsoleWords } from '../lib/console-words.ts';
import { STAFF_PAGES } from '../lib/pages.ts';
import type { StaffMe } from '../lib/queries.ts';
import { StaffLink } from '../ui/StaffLink.tsx';

/** Leads from a page that shows nothing without an exam session to where the first one is created, for those who may. */
export function SetUpFirst({ code, me }: { code: string; me: StaffMe }) {
  const { pages } = useConsoleWords();
  if (code !== ('NO_EXAM_SESSION' satisfies ErrorCode) || !may(me.role, 'examSessions.change')) return null;
  return (
    <div className="actions">
      <StaffLink className="button" to={STAFF_PAGES.examSessions.path}>
        {pages.examSessions}
      </StaffLink>
    </div>
  );
}
