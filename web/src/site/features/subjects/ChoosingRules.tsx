import { useWords } from '../../../i18n/index.ts';
import type { Mode } from '../../../lib/api-types.ts';
import { useHold } from '../../lib/use-hold.ts';
import { Card } from '../../../ui/Card.tsx';

/** 报考须知: what choosing means, read before anything is ticked. */
export function ChoosingRules({ mode }: { mode: Mode }) {
  const { t } = useWords();
  const hold = useHold();
  return (
    <Card title={t('subjects.rulesTitle')}>
      <ul>
        {t(`subjects.rules.${mode}`, { returnObjects: true, hold }).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </Card>
  );
}
