import { useWords } from '../../i18n/index.ts';
import type { SubjectRow } from '../../lib/api-types.ts';
import { CampusName } from '../../ui/CampusName.tsx';
import { Fee } from '../../ui/Fee.tsx';
import { PeriodText } from '../../ui/Moment.tsx';
import { Table } from '../../ui/Table.tsx';
import { useReason } from '../../ui/use-reason.ts';
import { SeatsLeft } from './SeatsLeft.tsx';
import { SubjectCell } from './SubjectCell.tsx';
import { WaitAction, WaitState } from './WaitCells.tsx';

interface SubjectTableProps {
  caption: string;
  rows: SubjectRow[];
  chosen: SubjectRow[];
  onToggle: (offeringId: number, on: boolean) => void;
  onWait: (row: SubjectRow) => void;
}

/** A row per subject and campus. What cannot be chosen says why. */
export function SubjectTable({ caption, rows, chosen, onToggle, onWait }: SubjectTableProps) {
  const { t } = useWords();
  const reason = useReason();

  function refusalOf(row: SubjectRow): string | null {
    if (row.taken) return null;
    if (row.refusal) return reason(row.refusal);
    const clashes = chosen.some((other) => other !== row && other.subject.level === row.subject.level);
    return clashes ? t('subjects.levelTicked') : null;
  }

  return (
    <Table
      caption={caption}
      heads={[
        t('subjects.subject'),
        t('subjects.seats'),
        t('waitlist.state'),
        t('waitlist.action'),
        t('subjects.campus'),
        t('subjects.fee'),
        t('subjects.window'),
      ]}
      rows={rows.map((row) => {
        const refusal = refusalOf(row);
        const isChosen = chosen.includes(row);
        return {
          key: row.offeringId,
          chosen: isChosen,
          muted: refusal !== null,
          cells: [
            <SubjectCell
              key="subject"
              row={row}
              checked={isChosen}
              refusal={refusal}
              onToggle={(on) => onToggle(row.offeringId, on)}
            />,
            <SeatsLeft key="seats" row={row} />,
            <WaitState key="waitState" row={row} />,
            <WaitAction key="waitAction" row={row} onWait={() => onWait(row)} />,
            <CampusName key="campus" campus={row.campus} />,
            <Fee key="fee" fen={row.feeFen} />,
            <Times key="times" row={row} />,
          ],
        };
      })}
    />
  );
}

function Times({ row }: { row: SubjectRow }) {
  const { t } = useWords();
  return (
    <span className="small">
      <PeriodText period={row.window} />
      {row.examStartsAt && row.examEndsAt && (
        <span className="cell-note">
          {t('subjects.examTime')}{' '}
          <PeriodText period={{ opensAt: row.examStartsAt, closesAt: row.examEndsAt }} />
        </span>
      )}
    </span>
  );
}
