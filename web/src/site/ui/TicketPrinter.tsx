import { useWords } from '../../i18n/index.ts';
import type { QuickPrinted } from '../../lib/api-types.ts';
import { Status } from '../../ui/Status.tsx';

/** 自行打印 or 学校统一打印. */
export function TicketPrinter({ by }: { by: QuickPrinted['tickets'][number]['printedBy'] }) {
  const { t } = useWords();
  return (
    <Status tone={by === 'school' ? 'info' : 'neutral'} icon={by === 'school' ? 'info' : 'ticket'}>
      {t(`tickets.by.${by}`)}
    </Status>
  );
}
