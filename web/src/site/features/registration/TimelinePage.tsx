import { useSuspenseQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { timelineQuery } from '../../lib/queries.ts';
import { useExamSession, useExamSessionId, useMe } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import './timeline.css';

/** The history of the registration: what happened, when, and by whom. The printed page says whose it is. */
export function TimelinePage() {
  const { t, pick } = useWords();
  const me = useMe();
  const { name } = useExamSession();
  const { events } = useSuspenseQuery(timelineQuery(useExamSessionId())).data;
  return (
    <div className="page">
      <PageHead title={t('titles.timeline')}>
        <p className="muted">{t('timeline.intro')}</p>
      </PageHead>
      <div className="card">
        <Facts
          items={[
            [t('passport.name'), me?.name],
            [t('home.examSession'), pick(name)],
            [t('passport.id'), <code key="id">{me?.passportId}</code>],
          ]}
        />
        {events.length === 0 && <p className="empty">{t('timeline.none')}</p>}
        <ol className="timeline">
          {events.map((event) => (
            <li key={`${event.happenedAt} ${event.type} ${event.text.zh}`}>
              <p className="muted small">
                <Moment at={event.happenedAt} /> · {t(`timeline.by.${event.by}`)}
              </p>
              <p>{pick(event.text)}</p>
            </li>
          ))}
        </ol>
      </div>
      <div className="actions no-print">
        <LinkButton look="main" to={PATHS.registration}>
          {t('titles.registration')}
        </LinkButton>
        <Button onClick={() => window.print()}>{t('common.print')}</Button>
      </div>
    </div>
  );
}
