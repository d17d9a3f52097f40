import { useWords } from '../../i18n/index.ts';
import type { QuickPrinted } from '../../lib/api-types.ts';
import { CampusName } from '../../ui/CampusName.tsx';
import { TicketPrinter } from './TicketPrinter.tsx';
import { useReason } from './use-reason.ts';
import './ticket-rows.css';

/** Says of each subject who prints its 准考证, and where it is handed out or why it cannot be printed now. */
export function TicketRows({ tickets }: { tickets: QuickPrinted['tickets'] }) {
  const { t, pick } = useWords();
  const reason = useReason();
  return (
    <ul className="ticket-rows">
      {tickets.map(({ subject, campus, printedBy, refusal }) => (
        <li key={subject.code}>
          <span className="row">
            <strong>{pick(subject.name)}</strong>
            <TicketPrinter by={printedBy} />
          </span>
          {refusal === 'TICKET_SCHOOL_PRINTS' ? (
            <span className="cell-note">
              {t('tickets.collect')} <CampusName campus={campus} />
            </span>
          ) : (
            refusal && <span className="cell-note">{reason(refusal)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
