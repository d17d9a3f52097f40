import { may } from '../../../../../domain/staff/permissions.ts';
import { Card } from '../../../ui/Card.tsx';
import { STAFF_PAGES } from '../../lib/pages.ts';
import type { StaffMe } from '../../lib/queries.ts';
import { StaffLink } from '../../ui/StaffLink.tsx';
import type { Dossier } from './candidate-queries.ts';
import { useDossierWords } from './dossier-words.ts';
import { Reveal } from './Reveal.tsx';

/** What this account may do for a candidate, where it is done. */
export function CandidateWays({ dossier, me }: { dossier: Dossier; me: StaffMe }) {
  const words = useDossierWords();
  const { candidateId, examSessionId, reviews, passports, rebinds, orders, workflow } = dossier;
  const [review] = reviews;
  const claiming = passports.find(({ hold, closedAt }) => hold === 'claiming' && closedAt === null);
  const ways = [
    Boolean(dossier.registration?.savedAt) &&
      may(me.role, 'corrections.submit') && { to: '#correct-saved', label: words.ways.correctSaved },
    may(me.role, 'rolls.correct') && { to: '#correct', label: words.ways.correct },
    may(me.role, 'photos.review') && {
      to: `${STAFF_PAGES.photos.path}?${new URLSearchParams({ examSession: examSessionId, person: candidateId })}`,
      label: words.ways.photo,
    },
    review &&
      may(me.role, 'reviews.decide') && {
        to: `${STAFF_PAGES.reviews.path}?review=${review.id}`,
        label: words.ways.review,
      },
    claiming &&
      rebinds.length === 0 &&
      may(me.role, 'rebinds.submit') && {
        to: `${STAFF_PAGES.claims.path}?newPassport=${claiming.passportId}`,
        label: words.ways.rebind,
      },
    rebinds.length > 0 &&
      may(me.role, 'rebinds.read') && { to: STAFF_PAGES.inbox.path, label: words.ways.decideRebind },
    orders.length > 0 &&
      may(me.role, 'payments.handleExceptions') && {
        to: STAFF_PAGES.exceptions.path,
        label: words.ways.exceptions,
      },
  ].filter((way) => typeof way === 'object');
  return (
    <Card title={words.whatToDo}>
      {ways.length === 0 && !workflow && !may(me.role, 'idNumbers.read') && (
        <p className="empty">{words.nothingToDo}</p>
      )}
      {ways.length > 0 && (
        <div className="actions">
          {ways.map(({ to, label }) =>
            to.startsWith('#') ? (
              <a key={to} className="button" href={to}>
                {label}
              </a>
            ) : (
              <StaffLink key={to} className="button" to={to}>
                {label}
              </StaffLink>
            ),
          )}
        </div>
      )}
      {may(me.role, 'idNumbers.read') && <Reveal id={candidateId} />}
      {workflow && (
        <p className="breaks">
          <a href={workflow.url} target="_blank" rel="noreferrer">
            {words.workflow}
          </a>
          <span className="cell-note">{workflow.id}</span>
        </p>
      )}
    </Card>
  );
}
