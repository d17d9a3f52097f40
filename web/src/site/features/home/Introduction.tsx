import { useWords } from '../../../i18n/index.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { useHold } from '../../lib/use-hold.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { StepsCard } from './StepsCard.tsx';

/** The sections for visitors: 特别提示, 报名流程, 考试简介, 考生须知. */
export function Introduction() {
  const { t } = useWords();
  const hold = useHold();
  const { cet6ScoreFrom: score } = useExamSession();
  return (
    <>
      <Notice tone="caution" title={t('home.attention')}>
        <ul>
          {t('home.attentionItems', { returnObjects: true, hold }).map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </Notice>
      <StepsCard />
      <Card title={t('home.about')}>
        <div className="prose">
          {t('home.aboutText', { returnObjects: true, score }).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </Card>
      <Card title={t('home.rules')}>
        <ul>
          {t('home.rulesItems', { returnObjects: true }).map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </Card>
    </>
  );
}
