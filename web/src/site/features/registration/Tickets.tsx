import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import type { Mode, Registration } from '../../../lib/api-types.ts';
import { client } from '../../../lib/client.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Action } from '../../ui/Action.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { WindowState } from '../../ui/WindowState.tsx';
import './tickets.css';

const MODES: Mode[] = ['written', 'oral'];

/** Tells whether a ticket can be printed now. */
export function isTicketReady({ tickets }: Registration): boolean {
  return MODES.some((mode) => tickets[mode].refusal === null);
}

interface TicketsProps {
  registration: Registration;
  /** True when nothing on the page matters more now. */
  first: boolean;
}

/** 准考证 of each mode taken: when it can be printed, and if not now, why. */
export function Tickets({ registration, first }: TicketsProps) {
  const { t } = useWords();
  const examSession = useExamSessionId();
  const print = useMutation({
    mutationFn: async (mode: Mode) =>
      saveFile(
        await client.api['admission-tickets'][':mode'].$get({ param: { mode }, query: { examSession } }),
      ),
  });
  const modes = MODES.filter((mode) => registration.entries.some(({ subject }) => subject.mode === mode));
  if (modes.length === 0) return null;
  return (
    <Card screenOnly title={t('tickets.title')}>
      <p className="muted">{t('tickets.intro')}</p>
      <div className="tickets">
        {modes.map((mode) => {
          const { window, refusal } = registration.tickets[mode];
          return (
            <div className="ticket" key={mode}>
              <h3>{t(`modes.${mode}`)}</h3>
              <div>
                <WindowState period={window} />
              </div>
              <Action refusal={refusal}>
                {(props) => (
                  <Button
                    {...props}
                    look={first && refusal === null ? 'main' : 'plain'}
                    pending={print.isPending && print.variables === mode}
                    onClick={() => print.mutate(mode)}
                  >
                    {t(`tickets.print.${mode}`)}
                  </Button>
                )}
              </Action>
            </div>
          );
        })}
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
