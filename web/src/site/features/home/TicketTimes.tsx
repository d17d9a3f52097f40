import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { WindowState } from '../../ui/WindowState.tsx';

/** 准考证打印时间, and the way to print without signing in. */
export function TicketTimes() {
  const { t } = useWords();
  const { ticketPrint } = useExamSession();
  return (
    <Card title={t('home.ticketPrint')}>
      <Facts
        items={[
          [t('modes.written'), <WindowState key="written" period={ticketPrint.written} />],
          [t('modes.oral'), <WindowState key="oral" period={ticketPrint.oral} />],
        ]}
      />
      <p className="muted small">{t('home.ticketPrintNote')}</p>
      <div className="actions">
        <LinkButton to={PATHS.quickPrint}>{t('titles.quickPrint')}</LinkButton>
      </div>
    </Card>
  );
}
