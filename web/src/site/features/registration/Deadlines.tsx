import { useWords } from '../../../i18n/index.ts';
import type { Entry, Registration } from '../../../lib/api-types.ts';
import { Card } from '../../../ui/Card.tsx';
import { Countdown } from '../../../ui/Countdown.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import './deadlines.css';

/** 重要提示: every moment at which something will be lost, with the time left until then. */
export function Deadlines({ registration }: { registration: Registration }) {
  const { t, pick } = useWords();
  const unpaid = registration.entries.flatMap((entry) =>
    entry.state !== 'paid' && entry.deadlineAt ? [{ ...entry, deadlineAt: entry.deadlineAt }] : [],
  );
  const items = [
    ...unpaid.map((entry) => ({
      key: entry.id,
      what: t('deadlines.entry', { subject: pick(entry.subject.name), campus: pick(entry.campus.name) }),
      note: takesOralAlong(entry, unpaid) ? t('deadlines.oralGoesAlong') : null,
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

/** Tells whether releasing an unpaid written also releases the unpaid oral of its language and level. */
function takesOralAlong({ subject: written }: Entry, unpaid: Entry[]): boolean {
  return (
    written.mode === 'written' &&
    unpaid.some(
      ({ subject }) =>
        subject.mode === 'oral' && subject.level === written.level && subject.language === written.language,
    )
  );
}
