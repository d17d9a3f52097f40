import { useWords } from '../../../i18n/index.ts';
import type { EligibilityMatch } from '../../../lib/api-types.ts';
import { Status } from '../../../ui/Status.tsx';
import { useIneligibleReason } from '../../ui/use-ineligible-reason.ts';
import './eligible-subjects.css';

/**
 * Lists each subject, whether it is open to this candidate, and if not, why. Those that nobody here offers are left
 * out.
 */
export function EligibleSubjects({ subjects }: { subjects: EligibilityMatch['subjects'] }) {
  const { t, pick } = useWords();
  const ineligibleReason = useIneligibleReason();
  const offered = subjects.filter(({ reason }) => reason !== 'NOT_OFFERED');
  if (offered.length === 0) return <p className="empty">{t('eligibility.nothingOffered')}</p>;
  return (
    <ul className="eligible-subjects">
      {offered.map(({ subject, eligible, reason, listedFor }) => (
        <li key={subject.code}>
          <span>{pick(subject.name)}</span>
          <Status tone={eligible ? 'good' : 'bad'}>
            {eligible ? t('eligibility.eligible') : t('eligibility.notEligible')}
          </Status>
          {(reason ?? listedFor) && (
            <span className="muted small">
              {reason ? ineligibleReason(reason) : t('eligibility.whiteListed')}
              {listedFor && t('eligibility.listedFor', { reason: listedFor })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
