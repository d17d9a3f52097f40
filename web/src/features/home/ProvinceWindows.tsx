import { useSuspenseQuery } from '@tanstack/react-query';
import { windowState } from '../../../../domain/windows.ts';
import { useWords } from '../../i18n/index.ts';
import type { Period } from '../../lib/api-types.ts';
import { examSessionsQuery } from '../../lib/queries.ts';
import { useServerNow } from '../../lib/ticker.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Card } from '../../ui/Card.tsx';
import { PeriodText } from '../../ui/Moment.tsx';
import { Status, type Tone } from '../../ui/Status.tsx';
import { Table } from '../../ui/Table.tsx';

const TONES: Record<ReturnType<typeof windowState>, Tone> = {
  unset: 'neutral',
  before: 'caution',
  open: 'good',
  after: 'neutral',
};

/** 各省报名时间, one's own province first. */
export function ProvinceWindows({ own }: { own: string | undefined }) {
  const { t, pick } = useWords();
  const chosen = useExamSessionId();
  const examSession = useSuspenseQuery(examSessionsQuery).data.find(({ id }) => id === chosen);
  const provinces = (examSession?.provinces ?? []).toSorted(
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
          rows={provinces.map(({ code, name, rollCheck, registration, management }) => ({
            key: code,
            chosen: code === own,
            cells: [
              `(${code})${pick(name)}`,
              <Window key="rollCheck" period={rollCheck} />,
              <Window key="registration" period={registration} />,
              <Window key="management" period={management} />,
            ],
          }))}
        />
      )}
      <p className="muted small">{t('home.windowsNote')}</p>
    </Card>
  );
}

function Window({ period }: { period: Period | null }) {
  const { t } = useWords();
  const now = useServerNow();
  const state = windowState(
    period && { opensAt: Date.parse(period.opensAt), closesAt: Date.parse(period.closesAt) },
    now,
  );
  return (
    <>
      <Status tone={TONES[state]}>{t(`windowStates.${state}`)}</Status>
      {period && (
        <span className="cell-note">
          <PeriodText period={period} />
        </span>
      )}
    </>
  );
}
