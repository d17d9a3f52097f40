import { useWords } from '../../../i18n/index.ts';
import type { Subject, SubjectRow } from '../../../lib/api-types.ts';
import { serverNow } from '../../../lib/server-clock.ts';
import { useRegistration } from '../../lib/use-exam-session.ts';
import { useIneligibleReason } from '../../ui/use-ineligible-reason.ts';
import { useReason } from '../../ui/use-reason.ts';

/** Gives the reason why a row cannot be chosen, in words as exact as the row allows; null if it can. */
export function useRowReason(): (row: SubjectRow) => string | null {
  const { t } = useWords();
  const reason = useReason();
  const ineligibleReason = useIneligibleReason();
  const paid = useRegistration()?.entries.filter(({ state }) => state === 'paid') ?? [];
  return (row) => {
    switch (row.refusal) {
      case null:
        return null;
      case 'NOT_ELIGIBLE':
      case 'SUBJECT_NOT_OFFERED':
        return row.ineligible ? ineligibleReason(row.ineligible) : reason(row.refusal);
      case 'SUBJECT_WINDOW_CLOSED':
        return t(
          serverNow() < Date.parse(row.window.opensAt) ? 'subjects.notOpenYet' : 'subjects.closedAlready',
        );
      case 'LEVEL_TAKEN':
        return paid.some(({ subject }) => isOfLevel(subject, row))
          ? t('subjects.levelPaid')
          : reason(row.refusal);
      default:
        return reason(row.refusal);
    }
  };
}

function isOfLevel({ level, mode }: Subject, { subject }: SubjectRow): boolean {
  return level === subject.level && mode === subject.mode;
}
