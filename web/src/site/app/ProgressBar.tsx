import { useWords } from '../../i18n/index.ts';
import { nextStep, PROGRESS_STEPS, progressEnd, type ProgressStep, useProgress } from '../lib/progress.ts';
import { Icon } from '../../ui/Icon.tsx';
import { usePage } from './use-page.ts';
import './progress-bar.css';

/** The candidate's steps, those done and the one this page belongs to. Narrow screens name only the latter. */
export function ProgressBar() {
  const { t } = useWords();
  const known = useProgress();
  const progress = known === 'unknown' ? undefined : known;
  const { step: ofPage } = usePage();
  const here = ofPage ?? (progress && nextStep(progress));
  const end = progress && progressEnd(progress);
  // No step is called done, or not done, before that is known.
  const state = (of: ProgressStep) =>
    known === 'unknown'
      ? t('progress.unknown')
      : known && t(known[of] ? 'progress.done' : 'progress.notDone');
  return (
    <nav className="progress no-print" aria-label={t('progress.label')}>
      <ol className="column progress-steps">
        {PROGRESS_STEPS.map((step, index) => (
          <li
            key={step}
            className="progress-step"
            data-step={step}
            data-done={progress?.[step]}
            aria-current={step === here ? 'step' : undefined}
          >
            <span className="progress-dot" aria-hidden="true">
              {progress?.[step] ? <Icon name="check" /> : index + 1}
            </span>
            <span className="progress-text">
              <span className="progress-name">{t(`progress.${step}`)}</span>
              <span className="progress-state">{state(step)}</span>
            </span>
          </li>
        ))}
      </ol>
      {(here ?? end) && (
        <p className="progress-here" aria-hidden="true">
          {here ? (
            <>
              <strong>{t(`progress.${here}`)}</strong> {state(here)}
            </>
          ) : (
            end && t(`progress.${end}`)
          )}
        </p>
      )}
    </nav>
  );
}
