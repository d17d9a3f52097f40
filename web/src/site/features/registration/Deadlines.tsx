import { useWords } from '../../../i18n/index.ts';
import type { Registration } from '../../../lib/api-types.ts';
import { Card } from '../../../ui/Card.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { isWrittenOf, unpaidEntries } from '../../lib/unpaid-entries.ts';
import './deadlines.css';

/** 重要提示: every moment at which something will be lost, with the time left until then. */
export function Deadlines({ registration }: { registration: Registration }) {
  const { t, pick } = useWords();
  const unpaid = unpaidEntries(registration.entries);
  const items = [
    ...unpaid.map((entry) => ({
      key: entry.id,
      what: t('deadlines.entry', { subject: pick(entry.subject.name), campus: pick(entry.campus.name) }),
      note: unpaid.some((oral) => isWrittenOf(entry, oral)) ? t('deadlines.oralGoesAlong') : null,
      at: entry.deadlineAt,
    })),
    ...(registration.keepUntilAt
      ? [{ key: 'registration', what: t('deadlines.registration'), note: null, at: registration.keepUntilAt }]
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
          {items.map(({ key, what, note, at }) => (
            <li key={key}>
              <p>
                {what}
                {note && <span className="cell-note">{note}</span>}
              </p>
              <p className="deadline-when">
                <Moment at={at} />
                <Countdown until={at} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {registration.entries
        .filter(({ state }) => state === 'settling')
        .map(({ id, subject, campus }) => (
          <p key={id}>
            {t('deadlines.confirming', { subject: pick(subject.name), campus: pick(campus.name) })}
          </p>
        ))}
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
