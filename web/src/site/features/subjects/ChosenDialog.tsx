import { useWords } from '../../../i18n/index.ts';
import type { CommandAnswer, Mode, SubjectRow } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Status } from '../../../ui/Status.tsx';
import { useOralToTake } from '../../lib/use-oral-to-take.ts';
import { useReason } from '../../ui/use-reason.ts';

/** The code of a row whose seat is kept; other codes say why it is not. */
const TAKEN = 'TAKEN';

interface ChosenDialogProps {
  mode: Mode;
  rows: SubjectRow[];
  /** Without rows all are taken. */
  answer: Pick<CommandAnswer, 'registration' | 'rows'>;
  onClose: () => void;
}

/** Shows an outcome per row; after the written, asks whether to go on to the oral. */
export function ChosenDialog({ mode, rows, answer, onClose }: ChosenDialogProps) {
  const { t, pick } = useWords();
  const reason = useReason();
  const codeOf = (row: SubjectRow) =>
    answer.rows?.find(({ subject, campus }) => subject === row.subject.code && campus === row.campus.code)
      ?.code ?? TAKEN;
  const takenCount = rows.filter((row) => codeOf(row) === TAKEN).length;
  const someTaken = takenCount > 0;
  const outcome = takenCount === rows.length ? 'done' : someTaken ? 'partly' : 'failed';
  const oralToTake = useOralToTake(
    mode === 'written' ? rows.filter((row) => codeOf(row) === TAKEN).map(({ subject }) => subject) : [],
  );
  const selectOral = answer.registration?.actions.selectOral;
  const oralOffered = oralToTake && selectOral === null;
  const oralLater = oralToTake && selectOral === 'WRITTEN_NOT_PAID';
  const deadline = answer.registration?.entries
    .flatMap(({ deadlineAt, subject }) =>
      deadlineAt && subject.mode === mode && rows.some((row) => row.subject.code === subject.code)
        ? [deadlineAt]
        : [],
    )
    .toSorted()
    .at(0);
  return (
    <Dialog
      title={t(`subjects.${outcome}Title`)}
      onClose={onClose}
      actions={
        <>
          {oralOffered && (
            <LinkButton to={PATHS.subjects} params={{ mode: 'oral' }} onClick={onClose}>
              {t('subjects.goOnToOral')}
            </LinkButton>
          )}
          <LinkButton look="main" to={PATHS.registration}>
            {t(someTaken ? 'subjects.goToPay' : 'titles.registration')}
          </LinkButton>
        </>
      }
    >
      <ul aria-live="polite">
        {rows.map((row) => {
          const code = codeOf(row);
          return (
            <li key={row.offeringId}>
              <span className="row">
                <strong>{pick(row.subject.name)}</strong> {pick(row.campus.name)}
                <Status tone={code === TAKEN ? 'good' : 'bad'}>
                  {t(code === TAKEN ? 'subjects.rowTaken' : 'subjects.rowRefused')}
                </Status>
              </span>
              {code !== TAKEN && <span className="muted small">{reason(code)}</span>}
            </li>
          );
        })}
      </ul>
      {someTaken && (
        <p>
          {t('subjects.payNext')}{' '}
          {deadline && (
            <>
              {t('payment.payBefore')} <Moment at={deadline} />
            </>
          )}
        </p>
      )}
      <div aria-live="polite">
        {oralOffered && <p>{t('subjects.askOral')}</p>}
        {oralLater && <p>{t('subjects.oralLater')}</p>}
      </div>
    </Dialog>
  );
}
