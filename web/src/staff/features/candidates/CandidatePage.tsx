import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { hasCode } from '../../../lib/problem.ts';
import { useProblemSentence } from '../../../lib/use-problem-sentence.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { NothingHere } from '../../ui/NothingHere.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { AccountsCard } from './Accounts.tsx';
import { dossierQuery, rollEntryQuery } from './candidate-queries.ts';
import { MessagesCard } from './Messages.tsx';
import { OrdersCard, RegistrationCard, ReviewsCard } from './Registration.tsx';
import { RollEntry } from './RollEntry.tsx';
import { TimelineCard } from './Timeline.tsx';
import { CandidateWays } from './CandidateWays.tsx';
import { useCandidateWords } from './words.ts';

/** Everything about one candidate in one exam session, and what this account may do there. */
export function CandidatePage() {
  const words = useCandidateWords();
  const frame = useConsoleWords();
  const sentenceOf = useProblemSentence();
  const { candidate: id = '' } = useParams({ strict: false }) as { candidate?: string };
  const { data: me } = useQuery(staffMeQuery);
  const entry = useQuery(rollEntryQuery(id));
  const dossier = useQuery(dossierQuery(id));
  if (hasCode(entry.error, 'NOT_FOUND') || hasCode(entry.error, 'INVALID_INPUT'))
    return (
      <NothingHere
        title={frame.notFound}
        back={{ path: STAFF_PAGES.candidates.path, label: frame.backTo(frame.pages.candidates) }}
      >
        {sentenceOf(entry.error)}
      </NothingHere>
    );
  return (
    <div className="page">
      <p>
        <StaffLink to={STAFF_PAGES.candidates.path}>{words.back}</StaffLink>
      </p>
      <ProblemNotice error={entry.error} />
      {entry.isPending && <Skeleton />}
      {entry.data && me && (
        <>
          {/* The title goes into the history of the browser: the name stays out of it. */}
          <PageHead title={words.title(entry.data.cells.idNumber ?? '')}>
            <p>
              {entry.data.cells.name} · {entry.data.examSessionId}
            </p>
          </PageHead>
          {dossier.data ? (
            <>
              <CandidateWays dossier={dossier.data} me={me} />
              <RegistrationCard {...dossier.data} />
              <OrdersCard orders={dossier.data.orders} />
              <ReviewsCard reviews={dossier.data.reviews} />
              <AccountsCard passports={dossier.data.passports} rebinds={dossier.data.rebinds} />
              <MessagesCard messages={dossier.data.messages} />
            </>
          ) : (
            <>
              <ProblemNotice error={dossier.error} />
              {dossier.isPending && <Skeleton />}
            </>
          )}
          <TimelineCard id={id} />
          <RollEntry id={id} me={me} />
        </>
      )}
    </div>
  );
}
