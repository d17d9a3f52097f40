import { useId, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Campus, SubjectRow } from '../../../lib/api-types.ts';
import { Button } from '../../../ui/Button.tsx';
import { CampusRow } from './CampusRow.tsx';
import type { SeatsElsewhere } from './seats-elsewhere.ts';
import { foldRows, isFound, sharedReason, type SubjectCard } from './subject-cards.ts';
import { SubjectFacts } from './SubjectFacts.tsx';
import { useRowReason } from './use-row-reason.ts';

interface SubjectCampusesProps {
  card: SubjectCard;
  withWindow: boolean;
  ownCampus: Campus;
  chosen: SubjectRow[];
  /** The words that are looked for; empty: every campus is meant. */
  words: string;
  elsewhereOf: (row: SubjectRow) => SeatsElsewhere[];
  onToggle: (row: SubjectRow, on: boolean) => void;
  onWait: (row: SubjectRow) => void;
}

/** A subject, and inside it the campuses where it can be taken. Those that cannot be chosen say why. */
export function SubjectCampuses(props: SubjectCampusesProps) {
  const { card, ownCampus, chosen, words, elsewhereOf } = props;
  const { t, pick } = useWords();
  const titleId = useId();
  const reasonId = useId();
  const [unfolded, setUnfolded] = useState(false);
  // Stays in sight also when its tick is taken back.
  const [touched, setTouched] = useState<SubjectRow['offeringId'][]>([]);
  const rowReason = useRowReason();
  const { subject, rows } = card;

  function refusalOf(row: SubjectRow): string | null {
    if (row.taken) return null;
    if (row.refusal) return rowReason(row);
    // Another campus of the same subject takes the place of the one ticked.
    const clashes = chosen.some(
      (other) => other.subject.code !== subject.code && other.subject.level === subject.level,
    );
    return clashes ? t('subjects.levelTicked') : null;
  }

  const reason = sharedReason(rows.filter(({ taken }) => !taken).map(refusalOf));
  const isKept = (row: SubjectRow) =>
    row.campus.code === ownCampus.code ||
    row.taken ||
    row.waitState === 'waiting' ||
    chosen.includes(row) ||
    touched.includes(row.offeringId);
  const found = rows.filter((row) => isFound(row.campus, words) || chosen.includes(row));
  const { shown, folded } = words !== '' || unfolded ? { shown: found, folded: [] } : foldRows(found, isKept);
  const canFold = foldRows(rows, isKept).folded.length > 0 && words === '';
  const withSeats = folded.filter(({ seatsFree }) => seatsFree > 0).length;
  return (
    <article className="subject" aria-labelledby={titleId}>
      <div className="subject-head">
        <h3 id={titleId}>{pick(subject.name)}</h3>
        <SubjectFacts card={card} withWindow={props.withWindow} />
        {reason && (
          <p className="muted small" id={reasonId}>
            {reason}
          </p>
        )}
      </div>
      <div className="stack-tight">
        <ul className="campus-rows">
          {shown.map((row) => (
            <CampusRow
              key={row.offeringId}
              row={row}
              shared={card.shared}
              ownCampus={ownCampus}
              checked={chosen.includes(row)}
              refusal={refusalOf(row)}
              saidBy={reason ? reasonId : undefined}
              elsewhere={elsewhereOf(row)}
              onToggle={(on) => {
                setTouched([...touched, row.offeringId]);
                props.onToggle(row, on);
              }}
              onWait={() => props.onWait(row)}
            />
          ))}
        </ul>
        {shown.length === 0 && <p className="muted small">{t('subjects.noCampusFound')}</p>}
        {canFold && (
          <Button look="quiet" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
            {unfolded
              ? t('subjects.fewerCampuses')
              : t('subjects.moreCampuses', { count: folded.length, withSeats })}
            <span className="visually-hidden"> {pick(subject.name)}</span>
          </Button>
        )}
      </div>
    </article>
  );
}
