import { useWords } from '../../../i18n/index.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { Card } from '../../../ui/Card.tsx';
import { Table } from '../../../ui/Table.tsx';
import { WindowState } from '../../ui/WindowState.tsx';

/** 各省报名时间, with one's own province first. */
export function ProvinceWindows({ own }: { own: string | undefined }) {
  const { t, coded } = useWords();
  const provinces = useExamSession().provinces.toSorted(
    (a, b) => Number(b.code === own) - Number(a.code === own) || a.code.localeCompare(b.code),
  );
  return (
    <Card title={t('home.windows')}>
      {provinces.length === 0 ? (
        <p className="empty">{t('home.noWindows')}</p>
      ) : (
        <Table
          caption={t('home.windows')}
          heads={[t('home.province'), t('home.rollCheck'), t('home.registration'), t('home.management')]}
          rows={provinces.map(({ rollCheck, registration, management, ...province }) => ({
            key: province.code,
            chosen: province.code === own,
            cells: [
              <span key="name" className="unbroken">
                {coded(province)}
              </span>,
              <WindowState key="rollCheck" period={rollCheck} />,
              <WindowState key="registration" period={registration} />,
              <WindowState key="management" period={management} />,
            ],
          }))}
        />
      )}
      <p className="muted small">{t('home.windowsNote')}</p>
    </Card>
  );
}
