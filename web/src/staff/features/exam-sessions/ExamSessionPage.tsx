import { may } from '../../../../../domain/staff/permissions.ts';
import { DraftCard } from './DraftCard.tsx';
import { OpeningCard } from './OpeningCard.tsx';
import { RulesForm } from './RulesForm.tsx';
import { SessionFrame } from './SessionFrame.tsx';

/** One exam session: what is missing, what opens and closes it, its names and rules. */
export function ExamSessionPage() {
  return (
    <SessionFrame page="examSession">
      {(session, { role }) => {
        const maySet = may(role, 'examSessions.change');
        return (
          <>
            <OpeningCard session={session} mayMove={maySet} />
            {maySet && session.state === 'draft' && <DraftCard session={session} />}
            <RulesForm session={session} maySet={maySet && session.state !== 'closed'} />
          </>
        );
      }}
    </SessionFrame>
  );
}
