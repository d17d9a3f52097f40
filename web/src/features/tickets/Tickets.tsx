import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../i18n/index.ts';
import type { Mode, Registration } from '../../lib/api-types.ts';
import { client } from '../../lib/client.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Action } from '../../ui/Action.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

const MODES: Mode[] = ['written', 'oral'];

/** 准考证 of both modes; what cannot be printed says why. */
export function Tickets({ registration }: { registration: Registration }) {
  const { t } = useWords();
  const examSession = useExamSessionId();
  const print = useMutation({
    mutationFn: async (mode: Mode) =>
      saveFile(
        await client.api['admission-tickets'][':mode'].$get({ param: { mode }, query: { examSession } }),
      ),
  });
  return (
    <Card screenOnly title={t('tickets.title')}>
      <p className="muted small">{t('tickets.intro')}</p>
      <div className="actions">
        {MODES.map((mode) => (
          <Action key={mode} refusal={registration.tickets[mode].refusal}>
            {(props) => (
              <Button
                {...props}
                pending={print.isPending && print.variables === mode}
                onClick={() => print.mutate(mode)}
              >
                {t(`tickets.print.${mode}`)}
              </Button>
            )}
          </Action>
        ))}
      </div>
      <ProblemNotice error={print.error} />
      {print.isSuccess && (
        <Notice tone="good" live="status">
          <p>{t('tickets.done')}</p>
        </Notice>
      )}
    </Card>
  );
}
