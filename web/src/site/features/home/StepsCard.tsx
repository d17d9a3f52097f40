import { useWords } from '../../../i18n/index.ts';
import { PROGRESS_STEPS } from '../../lib/progress.ts';
import { Card } from '../../../ui/Card.tsx';

/** 报名流程: the steps of a registration and what each is. */
export function StepsCard() {
  const { t } = useWords();
  return (
    <Card title={t('home.steps')}>
      <ol className="steps">
        {PROGRESS_STEPS.map((step) => (
          <li key={step}>
            <strong>{t(`progress.${step}`)}</strong>
            <span className="muted">{t(`home.stepTexts.${step}`)}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
