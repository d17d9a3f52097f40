import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { CampusName } from '../../../ui/CampusName.tsx';
import { Fee } from '../../../ui/Fee.tsx';
import { Table } from '../../../ui/Table.tsx';
import { SeatsLeft } from './SeatsLeft.tsx';
import { SubjectCell } from './SubjectCell.tsx';
import { SubjectTimes } from './SubjectTimes.tsx';
import { useRowReason } from './use-row-reason.ts';
import { WaitAction, WaitState } from './WaitCells.tsx';

interface SubjectTableProps {
  caption: string;
  rows: SubjectRow[];
  chosen: SubjectRow[];
  onToggle: (offeringId: number, on: boolean) => void;
  onWait: (row: SubjectRow) => void;
}

/** A row per subject and campus. Rows that cannot be chosen say why. */
export function SubjectTable({ caption, rows, chosen, onToggle, onWait }: SubjectTableProps) {
  const { t } = useWords();
  const rowReason = useRowReason();

  function refusalOf(row: SubjectRow): string | null {
    if (row.taken) return null;
    if (row.refusal) return rowReason(row);
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
            row.feeFen > 0 ? <Fee key="fee" fen={row.feeFen} /> : t('subjects.notSet'),
            <SubjectTimes key="times" row={row} />,
          ],
        };
      })}
    />
  );
}
