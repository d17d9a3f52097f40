import { useWords } from '../../../i18n/index.ts';
import type { Entry } from '../../../lib/api-types.ts';
import { Button } from '../../../ui/Button.tsx';
import { CampusName } from '../../../ui/CampusName.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Table } from '../../../ui/Table.tsx';
import { TicketPrinter } from '../../ui/TicketPrinter.tsx';
import { useReason } from '../../ui/use-reason.ts';
import { EntryPayment } from '../../ui/payment-states.tsx';

interface EntryTableProps {
  caption: string;
  entries: Entry[];
  onCancel: (entry: Entry) => void;
}

/** The subjects of one mode, each with its payment and 取消报考. */
export function EntryTable({ caption, entries, onCancel }: EntryTableProps) {
  const { t, pick } = useWords();
  return (
    <Table
      caption={caption}
      heads={[
        t('subjects.subject'),
        t('entry.payment'),
        t('subjects.fee'),
        t('subjects.campus'),
        t('entry.arrangement'),
        { wide: t('entry.change') },
      ]}
      rows={entries.map((entry) => ({
        key: entry.id,
        cells: [
          pick(entry.subject.name),
          <PaymentCell key="payment" entry={entry} />,
          <Fee key="fee" fen={entry.feeFen} />,
          <CampusName key="campus" campus={entry.campus} />,
          <ArrangementCell key="arrangement" entry={entry} />,
          <CancelCell key="cancel" entry={entry} onCancel={() => onCancel(entry)} />,
        ],
      }))}
    />
  );
}

function PaymentCell({ entry }: { entry: Entry }) {
  const reason = useReason();
  const { state } = entry;
  return (
    <>
      <EntryPayment state={state} />
      {state === 'unpaid' && entry.payRefusal && (
        <span className="cell-note">{reason(entry.payRefusal)}</span>
      )}
      {entry.paidAt && (
        <span className="cell-note">
          <Moment at={entry.paidAt} />
        </span>
      )}
    </>
  );
}

function ArrangementCell({ entry }: { entry: Entry }) {
  const { t } = useWords();
  return (
    <>
      {t(`entry.${entry.arrangement}`)}
      {entry.seat && (
        <>
          <span className="cell-note">{t('tickets.place', entry.seat)}</span>
          <span className="cell-note">{t('tickets.ticketNumber', entry.seat)}</span>
        </>
      )}
      <span className="cell-note">
        {t('tickets.ticket')} <TicketPrinter by={entry.ticket.printedBy} />
      </span>
      <span className="cell-note">{t(`entry.via.${entry.via}`)}</span>
    </>
  );
}

interface CancelCellProps {
  entry: Entry;
  onCancel: () => void;
}

function CancelCell({ entry, onCancel }: CancelCellProps) {
  const { t, pick } = useWords();
  const reason = useReason();
  const { cancelRefusal } = entry;
  if (cancelRefusal) return <span className="muted small">{reason(cancelRefusal)}</span>;
  return (
    <Button look="danger" onClick={onCancel}>
      {t('entry.cancel')}
      <span className="visually-hidden"> {pick(entry.subject.name)}</span>
    </Button>
  );
}
