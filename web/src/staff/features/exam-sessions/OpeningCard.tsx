import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Scope } from '../../../../../domain/scopes.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { staffMeQuery } from '../../lib/queries.ts';
import { FlawList } from '../../ui/FlawList.tsx';
import { checklistQuery, type ExamSessionSetup } from './exam-sessions-query.ts';
import { isSetAround, mendPath } from './mend-path.ts';
import { MoveSession } from './MoveSession.tsx';
import { useOpeningWords } from './opening-words.ts';

/** What is missing before an exam session is opened, with the ways to mend it; and what opens and closes it. */
export function OpeningCard({ session, mayMove }: { session: ExamSessionSetup; mayMove: boolean }) {
  const words = useOpeningWords();
  const { data, error } = useQuery(checklistQuery(session.id));
  const { data: me } = useQuery(staffMeQuery);
  const [moved, setMoved] = useState(false);
  const isOpen = session.state === 'open';
  const isClosed = session.state === 'closed';
  return (
    <Card title={words.titles[session.state]}>
      <div aria-live="polite">
        {moved && <Notice tone="good">{isOpen ? words.opened : words.closed}</Notice>}
      </div>
      <ProblemNotice error={error} />
      {!data && !error && <Skeleton />}
      {isClosed && <p>{words.closedNow}</p>}
      {data?.refused === 0 && session.state === 'draft' && (
        <Notice tone="good">
          <p>{words.complete}</p>
        </Notice>
      )}
      {data && data.refused > 0 && <p>{words.missing(data.refused)}</p>}
      {data && (!isClosed || data.refused > 0) && (
        <FlawList
          flaws={data.missing}
          title={words.flaws[session.state]}
          count={data.count}
          mendPath={(flaw) => mendPath(session.id, flaw, session.rules)}
          isSetAround={(flaw) => isSetAround(flaw, me?.scope as Scope | undefined)}
        />
      )}
      {mayMove && data && !isOpen && data.refused > 0 && <p className="muted">{words.missingFirst}</p>}
      {mayMove && data && !isOpen && data.refused === 0 && (
        <MoveSession session={session} to="opening" onMoved={() => setMoved(true)} />
      )}
      {mayMove && isOpen && (
        <>
          <p className="muted">{words.closeFirst}</p>
          <MoveSession session={session} to="closing" onMoved={() => setMoved(true)} />
        </>
      )}
    </Card>
  );
}
