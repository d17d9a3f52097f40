import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { Card } from '../../../ui/Card.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { WindowState } from '../../ui/WindowState.tsx';
import { ProvinceOptions } from '../../ui/ProvinceOptions.tsx';

/** The number of provinces from which on one is chosen rather than found by reading. */
const MANY_PROVINCES = 2;

/** 各省报名时间: those of one's own province, of another one, or of all of them, one's own first. */
export function ProvinceWindows({ own }: { own: string | undefined }) {
  const { t, coded } = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const provinces = useExamSession().provinces.toSorted(
    (a, b) => Number(b.code === own) - Number(a.code === own) || a.code.localeCompare(b.code),
  );
  const wanted = chosen ?? own ?? '';
  const isWanted = provinces.some(({ code }) => code === wanted);
  const shown = isWanted ? provinces.filter(({ code }) => code === wanted) : provinces;
  return (
    <Card title={t('home.windows')} id="windows">
      {provinces.length >= MANY_PROVINCES && (
        <Field label={t('home.windowsOf')}>
          {(control) => (
            <select
              {...control}
              value={isWanted ? wanted : ''}
              onChange={(event) => setChosen(event.target.value)}
            >
              <option value="">{t('home.allProvinces')}</option>
              <ProvinceOptions provinces={provinces} />
            </select>
          )}
        </Field>
      )}
      {provinces.length === 0 ? (
        <p className="empty">{t('home.noWindows')}</p>
      ) : (
        <Table
          caption={t('home.windows')}
          heads={[t('home.province'), t('home.rollCheck'), t('home.registration'), t('home.management')]}
          rows={shown.map(({ rollCheck, registration, management, isOffered, ...province }) => ({
            key: province.code,
            chosen: province.code === own,
            cells: [
              <span key="name" className="unbroken">
                {coded(province)}
                {!isOffered && <span className="muted small province-note">{t('home.notOffered')}</span>}
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
