import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useCommand } from '../../lib/use-command.ts';
import { Card } from '../../../ui/Card.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';

/** 快速打印开关: lets the admission ticket be printed later without signing in. */
export function QuickPrint({ on }: { on: boolean }) {
  const { t } = useWords();
  const set = useCommand((wanted: boolean, key, examSession) =>
    answer(
      client.api.registration['quick-print'].$put({
        query: { examSession },
        header: { 'idempotency-key': key },
        json: { on: wanted },
      }),
    ),
  );
  // The tick moves at once; the words change when the server has confirmed it.
  const shown = set.isPending ? set.variables : on;
  return (
    <Card screenOnly title={t('quickPrint.title')}>
      <Choice
        type="checkbox"
        role="switch"
        checked={shown}
        aria-checked={shown}
        aria-disabled={set.isPending}
        onChange={(event) => {
          if (!set.isPending) set.mutate(event.target.checked);
        }}
      >
        <strong aria-live="polite">{t(on ? 'quickPrint.on' : 'quickPrint.off')}</strong>
        <span className="muted small">{t('quickPrint.hint')}</span>
      </Choice>
      <ProblemNotice error={set.error} />
    </Card>
  );
}
