import { useWords } from '../../i18n/index.ts';
import type { Registration } from '../../lib/api-types.ts';
import { Card } from '../../ui/Card.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Notice } from '../../ui/Notice.tsx';
import './deadlines.css';

/** 重要提示: every moment at which something will be lost, with what is left until then. */
export function Deadlines({ registration }: { registration: Registration }) {
  const { t, pick } = useWords();
  const unpaid = registration.entries.flatMap((entry) =>
    entry.state !== 'paid' && entry.deadlineAt ? [{ ...entry, deadlineAt: entry.deadlineAt }] : [],
  );
  const items = [
    ...unpaid.map((entry) => ({
      key: entry.id,
      what: t('deadlines.entry', { subject: pick(entry.subject.name), campus: pick(entry.campus.name) }),
      at: entry.deadlineAt,
    })),
    ...(registration.keepUntilAt
      ? [{ key: 'registration', what: t('deadlines.registration'), at: registration.keepUntilAt }]
      : []),
  ];
  return (
    <Card title={t('deadlines.title')}>
      {registration.withdrawing && (
        <Notice tone="info" live="status" busy>
          <p>{t('registration.withdrawing')}</p>
        </Notice>
      )}
      {items.length > 0 && (
        <ul className="deadlines">
          {items.map(({ key, what, at }) => (
            <li key={key}>
              <p>{what}</p>
              <p className="deadline-when">
                <Moment at={at} />
                <Countdown until={at} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {registration.stage === 'paid' && (
        <Notice tone="good">
          <p>{t('deadlines.allPaid')}</p>
        </Notice>
      )}
      {unpaid.length > 0 && <p>{t('deadlines.onlyPaid')}</p>}
      <p className="muted small">
        {t('deadlines.managementEnds')} <Moment at={registration.managementEndsAt} />
      </p>
    </Card>
  );
}
