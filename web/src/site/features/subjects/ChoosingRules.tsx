import { useWords } from '../../../i18n/index.ts';
import type { Mode } from '../../../lib/api-types.ts';
import { Card } from '../../../ui/Card.tsx';

/** 报考须知: what choosing means, read before anything is ticked. */
export function ChoosingRules({ mode }: { mode: Mode }) {
  const { t } = useWords();
  return (
    <Card title={t('subjects.rulesTitle')}>
      <ul>
        {t(`subjects.rules.${mode}`, { returnObjects: true }).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </Card>
  );
}
