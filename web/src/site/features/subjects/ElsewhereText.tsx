import { useWords } from '../../../i18n/index.ts';
import type { SeatsElsewhere } from './seats-elsewhere.ts';

/** The campuses that are named; of others it is said that there are more. */
export const NAMED_ELSEWHERE = 3;

/** Says where else there are seats; nothing if there are none. */
export function ElsewhereText({ elsewhere }: { elsewhere: SeatsElsewhere[] }) {
  const { t, pick, language } = useWords();
  if (elsewhere.length === 0) return null;
  const campuses = elsewhere
    .slice(0, NAMED_ELSEWHERE)
    .map(({ campus, seatsFree }) =>
      t('subjects.elsewhereAt', { campus: pick(campus.name), count: seatsFree }),
    )
    .join(language === 'zh' ? '、' : ', ');
  const more = elsewhere.length - NAMED_ELSEWHERE;
  return (
    <p className="campus-note campus-elsewhere">
      {more > 0 ? t('subjects.elsewhereMore', { campuses, more }) : t('subjects.elsewhere', { campuses })}
    </p>
  );
}
