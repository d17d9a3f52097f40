import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { Status, type Tone } from '../../../ui/Status.tsx';

const TONES: Record<SubjectRow['seats'], Tone> = { plenty: 'good', few: 'caution', none: 'bad' };

/** 剩余座位 in three colours and words: 有, 紧张, 无. */
export function SeatsLeft({ row }: { row: SubjectRow }) {
  const { t } = useWords();
  return (
    <Status tone={TONES[row.seats]} icon={row.seats === 'few' ? 'warning' : undefined}>
      {t(`seats.${row.seats}`)}
      {row.seats !== 'none' && <span className="number"> {row.seatsFree}</span>}
    </Status>
  );
}
