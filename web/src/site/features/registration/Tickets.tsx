import { useWords } from '../../../i18n/index.ts';
import type { Mode, Registration } from '../../../lib/api-types.ts';
import { client } from '../../../lib/client.ts';
import { pageOwner } from '../../../lib/page-owner.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Action } from '../../ui/Action.tsx';
import { TicketRows } from '../../ui/TicketRows.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { ButtonAnchor } from '../../../ui/LinkButton.tsx';
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

/**
 * 准考证 of each mode taken: when it can be printed, who prints that of each subject, and if it cannot be printed now,
 * why. The file is a plain link, which browsers inside other apps can open too; whether it was saved, no page knows.
 */
export function Tickets({ registration, first }: TicketsProps) {
  const { t } = useWords();
  const examSession = useExamSessionId();
  const owner = pageOwner();
  const modes = MODES.filter((mode) => registration.entries.some(({ subject }) => subject.mode === mode));
  if (modes.length === 0) return null;
  return (
    <Card screenOnly id="tickets" title={t('tickets.title')}>
      <p className="muted">{t('tickets.intro')}</p>
      {isTicketReady(registration) && <p className="muted small">{t('tickets.inApps')}</p>}
      <div className="tickets">
        {modes.map((mode) => {
          const { window, refusal } = registration.tickets[mode];
          const file = client.api['admission-tickets'][':mode'].$path({
            param: { mode },
            query: { examSession, ...(owner && { for: owner }) },
          });
          const look = first && refusal === null ? 'main' : 'plain';
          return (
            <div className="ticket" key={mode}>
              <h3>{t(`modes.${mode}`)}</h3>
              <div className="stack">
                <div>
                  <WindowState period={window} />
                </div>
                <TicketRows
                  tickets={registration.entries
                    .filter(({ subject }) => subject.mode === mode)
                    .map(({ subject, campus, ticket }) => ({
                      subject,
                      campus,
                      printedBy: ticket.printedBy,
                      // What holds for all of them is said once, at the button.
                      refusal:
                        ticket.printedBy === 'candidate' && ticket.refusal === refusal
                          ? null
                          : ticket.refusal,
                    }))}
                />
              </div>
              <Action refusal={refusal}>
                {(props) =>
                  props.disabled ? (
                    <Button {...props}>{t(`tickets.print.${mode}`)}</Button>
                  ) : (
                    <ButtonAnchor look={look} href={file}>
                      {t(`tickets.print.${mode}`)}
                    </ButtonAnchor>
                  )
                }
              </Action>
            </div>
          );
        })}
      </div>
    </Card>
  );
}
