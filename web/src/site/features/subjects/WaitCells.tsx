import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Button } from '../../../ui/Button.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Status, type Tone } from '../../../ui/Status.tsx';
import { useReason } from '../../ui/use-reason.ts';

type State = NonNullable<SubjectRow['waitState']> | 'possible';

const TONES: Record<State, Tone> = {
  possible: 'info',
  waiting: 'caution',
  promoted: 'good',
  cancelled: 'neutral',
  ended: 'neutral',
};

/** 候补状态: 可以候补, 正在候补, 候补成功, 已取消 or 已失效. */
export function WaitState({ row }: { row: SubjectRow }) {
  const { t } = useWords();
  const state: State | null = row.waitState ?? (row.waitRefusal === null ? 'possible' : null);
  if (state === null) return null;
  return <Status tone={TONES[state]}>{t(`waitlist.states.${state}`)}</Status>;
}

/** 候补操作, or the reason why one cannot wait, unless the row gives it already. */
export function WaitAction({ row, onWait }: { row: SubjectRow; onWait: () => void }) {
  const { t, pick } = useWords();
  const reason = useReason();
  if (row.waitState === 'waiting') {
    return <LinkButton to={PATHS.registration}>{t('waitlist.see')}</LinkButton>;
  }
  const saidElsewhere = row.waitRefusal === 'SEATS_LEFT' || row.waitRefusal === row.refusal;
  if (row.taken || (row.waitRefusal !== null && saidElsewhere)) return null;
  if (row.waitRefusal !== null) return <p className="campus-note">{reason(row.waitRefusal)}</p>;
  return (
    <Button onClick={onWait}>
      {t('waitlist.join')}
      <span className="visually-hidden">
        {' '}
        {pick(row.subject.name)} {pick(row.campus.name)}
      </span>
    </Button>
  );
}
