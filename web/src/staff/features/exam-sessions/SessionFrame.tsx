import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { hasCode } from '../../../lib/problem.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { type StaffMe, staffMeQuery } from '../../lib/queries.ts';
import { NothingHere } from '../../ui/NothingHere.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { type ExamSessionSetup, examSessionQuery } from './exam-sessions-query.ts';
import { sessionPath } from './session-path.ts';
import { SessionState } from './SessionState.tsx';
import { useExamSessionsWords } from './words.ts';

const PAGES = ['examSession', 'examSessionWindows', 'examSessionOfferings'] as const;

interface SessionFrameProps {
  page: (typeof PAGES)[number];
  children: (session: ExamSessionSetup, me: StaffMe) => ReactNode;
}

/** What every page of an exam session begins with: which one it is, its state, and the way to its other pages. */
export function SessionFrame({ page, children }: SessionFrameProps) {
  const words = useExamSessionsWords();
  const frame = useConsoleWords();
  const { pick } = useWords();
  const { examSession = '' } = useParams({ strict: false }) as { examSession?: string };
  const { data: me } = useQuery(staffMeQuery);
  const { data: session, error } = useQuery(examSessionQuery(examSession));
  if (hasCode(error, 'EXAM_SESSION_UNKNOWN') || hasCode(error, 'INVALID_INPUT'))
    return (
      <NothingHere
        title={words.unknown}
        back={{ path: STAFF_PAGES.examSessions.path, label: frame.backTo(frame.pages.examSessions) }}
      >
        {words.unknownText(examSession)}
      </NothingHere>
    );
  return (
    <div className="page">
      <PageHead title={frame.pages[page]}>
        {session && (
          <p className="session-name">
            <strong>{pick(session.name)}</strong> ({session.id}) <SessionState state={session.state} />
          </p>
        )}
        <nav className="actions" aria-label={frame.pages.examSessions}>
          {PAGES.map((name) => (
            <StaffLink key={name} className="button" to={sessionPath(name, examSession)}>
              {frame.pages[name]}
            </StaffLink>
          ))}
        </nav>
      </PageHead>
      <ProblemNotice error={error} />
      {!session && !error && <Skeleton />}
      {session && me && children(session, me)}
    </div>
  );
}
