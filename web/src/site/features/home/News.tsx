import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { noticesQuery } from '../../lib/queries.ts';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { PartProblem } from '../../../ui/PartProblem.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { TextBody } from '../../../ui/TextBody.tsx';

/** 最新动态. */
export function News({ scope }: { scope: string }) {
  const { t, pick } = useWords();
  const asked = useQuery(noticesQuery(scope));
  const notices = asked.data;
  if (!notices && !asked.error) return <Skeleton />;
  return (
    <Card title={t('home.news')}>
      <PartProblem part={asked} />
      {notices?.length === 0 && <p className="empty">{t('home.noNews')}</p>}
      <div className="disclosures">
        {notices?.map((notice) => (
          <details className="disclosure" key={notice.id}>
            <summary>
              <span>{pick(notice.title)}</span>
              <span className="disclosure-aside muted small">
                <Moment at={notice.publishedAt} />
              </span>
            </summary>
            <TextBody text={pick(notice.body)} />
          </details>
        ))}
      </div>
    </Card>
  );
}
