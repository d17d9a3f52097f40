import { useQuery } from '@tanstack/react-query';
import { provinceCodeOf } from '../../../../../domain/scopes.ts';
import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { noticesQuery } from '../../lib/queries.ts';
import { PartProblem } from '../../../ui/PartProblem.tsx';
import { TextBody } from '../../../ui/TextBody.tsx';

/** The 省通告 and 学校通告 that concern a campus. */
export function CampusNotices({ campus }: { campus: SubjectRow['campus'] }) {
  const { t, pick } = useWords();
  const asked = useQuery(noticesQuery(campus.school.code));
  const province = provinceCodeOf(campus.code);
  if (!asked.data) return <PartProblem part={asked} what={t('subjects.notices')} />;
  const concerning = asked.data.filter(({ scope }) => scope === province || scope === campus.school.code);
  if (concerning.length === 0) return null;
  return (
    <section className="card" aria-label={t('subjects.notices')}>
      <h2>{t('subjects.notices')}</h2>
      <div className="disclosures">
        {concerning.map((notice) => (
          <details className="disclosure" key={notice.id}>
            <summary>
              <span>{pick(notice.title)}</span>
              <span className="disclosure-aside muted small">
                {t(notice.scope === province ? 'subjects.provinceNotice' : 'subjects.schoolNotice')}
              </span>
            </summary>
            <TextBody text={pick(notice.body)} />
          </details>
        ))}
      </div>
    </section>
  );
}
