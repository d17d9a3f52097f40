import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { WaitlistEntry } from '../../../lib/api-types.ts';
import { Button } from '../../../ui/Button.tsx';
import { CampusName } from '../../../ui/CampusName.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Status } from '../../../ui/Status.tsx';
import { Table } from '../../../ui/Table.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';

/** 候补信息: each place in a queue, how long it lasts, and 取消候补; shows nothing while there is none. */
export function WaitlistCard({ waits }: { waits: WaitlistEntry[] }) {
  const { t, pick } = useWords();
  // Outlives its place, so that somebody leaving a queue that has ended meanwhile is told so.
  const [leaving, setLeaving] = useState<WaitlistEntry | null>(null);
  const card = (
    <Card
      id="waitlist"
      title={t('waitlist.title')}
      aside={<Status tone="caution">{t('waitlist.states.waiting')}</Status>}
    >
      <Table
        caption={t('waitlist.title')}
        heads={[
          t('subjects.subject'),
          t('waitlist.position'),
          t('waitlist.joinedAt'),
          t('waitlist.endsAt'),
          t('subjects.campus'),
          { wide: t('entry.change') },
        ]}
        rows={waits.map((wait) => ({
          key: wait.id,
          cells: [
            pick(wait.subject.name),
            <span key="position" aria-live="polite">
              {wait.position === null
                ? t('waitlist.handingOver')
                : t('waitlist.positionNumber', { position: wait.position })}
            </span>,
            <Moment key="joinedAt" at={wait.joinedAt} />,
            <Moment key="endsAt" at={wait.endsAt} />,
            <CampusName key="campus" campus={wait.campus} />,
            <Button key="leave" look="danger" onClick={() => setLeaving(wait)}>
              {t('waitlist.leave')}
              <span className="visually-hidden"> {pick(wait.subject.name)}</span>
            </Button>,
          ],
        }))}
      />
      <p className="muted small">{t('waitlist.note')}</p>
    </Card>
  );
  return (
    <>
      {waits.length > 0 && card}
      {leaving && <LeaveDialog wait={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}
