import type { ReactNode } from 'react';
import type { NextStep, Step } from '../../../../domain/registration/next-step/step.ts';
import { isoInstant } from '../../../../domain/time.ts';
import { useWords } from '../../i18n/index.ts';
import type { ExtraWindow, Me, Registration } from '../../lib/api-types.ts';
import { Card } from '../../ui/Card.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { PartProblem } from '../../ui/PartProblem.tsx';
import { Moment, PeriodText } from '../../ui/Moment.tsx';
import { useLateWindow } from '../lib/use-late-window.ts';
import { useNextStep } from '../lib/use-next-step.ts';
import { StepButton } from './StepButton.tsx';
import { useStepWords } from './use-step-words.ts';
import './next-step.css';

interface NextStepCardProps {
  me: Me;
  registration: Registration | null;
  /** The page it stands on: a step does not lead to where one is. */
  on: 'home' | 'registration';
  aside?: ReactNode;
}

/** 下一步: one sentence, one moment and one button for every state. */
export function NextStepCard({ me, registration, on, aside }: NextStepCardProps) {
  const { t } = useWords();
  const { next, otherwise, unread } = useNextStep(me, registration);
  const { extra } = useLateWindow(me, registration);
  const { text, note } = useStepWords(registration)(next);
  return (
    <div className="next-step no-print">
      <Card title={t('nextStep.title')} aside={aside}>
        <div className="stack-tight" aria-live="polite">
          <p className="next-step-text">{text}</p>
          {note && <p className="muted">{note}</p>}
        </div>
        {unread && <PartProblem part={unread} what={t('nextStep.unread')} />}
        {extra && <LateNote extra={extra} />}
        {next.moment && <StepMoment step={next.step} moment={next.moment} />}
        <div className="actions">
          <StepButton next={next} on={on} look="main" />
          {otherwise && <StepButton next={otherwise} on={on} look="plain" />}
        </div>
      </Card>
    </div>
  );
}

/** Tells whoever registers late when, and until when they can pay. */
function LateNote({ extra }: { extra: ExtraWindow }) {
  const { t } = useWords();
  return (
    <p className="muted">
      {t('nextStep.late')} <PeriodText period={extra} />
      <br />
      {t('nextStep.latePayUntil')} <Moment at={extra.payUntil} />
    </p>
  );
}

function StepMoment({ step, moment }: { step: Step; moment: NonNullable<NextStep['moment']> }) {
  const { t } = useWords();
  const at = isoInstant(moment.at);
  return (
    <p className="next-step-moment" data-is={moment.is}>
      <span>
        {t(`nextStep.moments.${step === 'waiting' ? 'waiting' : moment.is}`)} <Moment at={at} />
      </span>
      <Countdown until={at} deadline={moment.is === 'lost'} />
    </p>
  );
}
