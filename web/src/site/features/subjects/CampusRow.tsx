import { useId } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Campus, SubjectRow } from '../../../lib/api-types.ts';
import { Fee } from '../../../ui/Fee.tsx';
import { PeriodText } from '../../../ui/Moment.tsx';
import { Status } from '../../../ui/Status.tsx';
import { CampusChoice } from './CampusChoice.tsx';
import { ElsewhereText } from './ElsewhereText.tsx';
import { SeatsLeft } from './SeatsLeft.tsx';
import type { SeatsElsewhere } from './seats-elsewhere.ts';
import { differencesOf, type Shared } from './subject-cards.ts';
import { WaitAction, WaitState } from './WaitCells.tsx';

interface CampusRowProps {
  row: SubjectRow;
  shared: Shared;
  ownCampus: Campus;
  checked: boolean;
  /** The reason why it cannot be ticked, in words; null if it can. */
  refusal: string | null;
  /** The id of that reason where the card says it for all of its campuses. */
  saidBy: string | undefined;
  elsewhere: SeatsElsewhere[];
  onToggle: (on: boolean) => void;
  onWait: () => void;
}

/** One campus of a subject: seats, what differs from the others, the wait, and where else there are seats. */
export function CampusRow(props: CampusRowProps) {
  const { row, ownCampus, checked, refusal, saidBy, elsewhere } = props;
  const { t, pick } = useWords();
  const reasonId = useId();
  const { feeFen, window, exam } = differencesOf(row, props.shared);
  return (
    <li className="campus-row" data-chosen={checked || undefined} data-muted={refusal !== null || undefined}>
      <div className="campus-what">
        <CampusChoice
          row={row}
          checked={checked}
          disabled={refusal !== null}
          reasonId={refusal === null ? undefined : (saidBy ?? reasonId)}
          onToggle={props.onToggle}
        >
          {row.campus.code === ownCampus.code && <Status tone="info">{t('subjects.ownCampus')}</Status>}
        </CampusChoice>
        {row.campus.school.code !== ownCampus.school.code && (
          <p className="campus-note">{pick(row.campus.school.name)}</p>
        )}
        {feeFen !== undefined && (
          <p className="campus-note">
            {t('subjects.fee')} {feeFen > 0 ? <Fee fen={feeFen} /> : t('subjects.notSet')}
          </p>
        )}
        {exam !== undefined && (
          <p className="campus-note">
            {t('subjects.examTime')} {exam ? <PeriodText period={exam} /> : t('subjects.notSet')}
          </p>
        )}
        {window && (
          <p className="campus-note">
            {t('subjects.window')} <PeriodText period={window} />
          </p>
        )}
        {refusal !== null && !saidBy && (
          <p className="campus-note campus-reason" id={reasonId}>
            {refusal}
          </p>
        )}
        <ElsewhereText elsewhere={elsewhere} />
      </div>
      <SeatsLeft row={row} />
      <div className="campus-wait">
        <WaitState row={row} />
        <WaitAction row={row} onWait={props.onWait} />
      </div>
    </li>
  );
}
