import { useWords } from '../../../i18n/index.ts';
import { Card } from '../../../ui/Card.tsx';

/** 常见问题. */
export function Faq() {
  const { t } = useWords();
  return (
    <Card title={t('home.faq')}>
      <div className="disclosures">
        {t('home.faqItems', { returnObjects: true }).map(({ question, answer }) => (
          <details className="disclosure" key={question}>
            <summary>{question}</summary>
            <p>{answer}</p>
          </details>
        ))}
      </div>
    </Card>
  );
}
