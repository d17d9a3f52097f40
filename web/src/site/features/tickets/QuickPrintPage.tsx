import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { IdType, Mode, Period, QuickPrinted } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { hasCode } from '../../../lib/problem.ts';
import { useExamSession } from '../../lib/use-exam-session.ts';
import { useEmptyFields } from '../../../lib/use-empty-fields.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { IdentityFields } from '../../../ui/IdentityFields.tsx';
import { ButtonAnchor, LinkButton } from '../../../ui/LinkButton.tsx';
import { Card } from '../../../ui/Card.tsx';
import { TicketRows } from '../../ui/TicketRows.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { WindowState } from '../../ui/WindowState.tsx';
import { CaptchaBox } from '../../../ui/CaptchaBox.tsx';
import { useCaptcha } from '../../../lib/use-captcha.ts';

const MODES: Mode[] = ['written', 'oral'];

/** 快速打印: the ticket by name and ID number. Nothing of the form is kept: others may use this browser next. */
export function QuickPrintPage() {
  const { t } = useWords();
  const { id: examSessionId, ticketPrint } = useExamSession();
  const captcha = useCaptcha();
  const [form, setForm] = useState({
    name: '',
    idType: 'residentId' as IdType,
    idNumber: '',
    mode: 'written' as Mode,
  });
  const print = useMutation({
    mutationFn: async () =>
      answer(
        client.api['quick-print'].$post({
          json: { ...form, examSessionId, captcha: await captcha.take() },
        }),
      ),
    onSettled: captcha.renew,
  });
  const { problemOf, form: fields, isFilled } = useEmptyFields(useFieldProblems(print.error));
  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.quickPrint')}>
        <p className="muted">{t('quickPrint.intro')}</p>
      </PageHead>
      <div aria-live="polite">
        {print.isSuccess && <Found found={print.data} onAgain={() => print.reset()} />}
      </div>
      {!print.isSuccess && (
        <form
          className="card form"
          {...fields}
          onSubmit={(event) => {
            event.preventDefault();
            if (!print.isPending && isFilled(event.currentTarget)) print.mutate();
          }}
        >
          <Field label={t('quickPrint.mode')} hint={<PrintTime period={ticketPrint[form.mode]} />}>
            {(control) => (
              <select
                {...control}
                name="mode"
                value={form.mode}
                onChange={(event) => setForm({ ...form, mode: event.target.value as Mode })}
              >
                {MODES.map((mode) => (
                  <option key={mode} value={mode}>
                    {t(`modes.${mode}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <IdentityFields ofSomebodyElse value={form} problemOf={problemOf} onChange={setForm} />
          <CaptchaBox captcha={captcha} />
          <ProblemNotice error={print.error} />
          {hasCode(print.error, 'QUICK_PRINT_LOCKED') && (
            <LinkButton to={PATHS.signIn}>{t('header.signIn')}</LinkButton>
          )}
          <Button look="main" type="submit" pending={print.isPending}>
            {t('quickPrint.submit')}
          </Button>
        </form>
      )}
    </div>
  );
}

/** Who prints which ticket, and the link to those one prints oneself; for a few minutes, also in another browser. */
function Found({ found, onAgain }: { found: QuickPrinted; onAgain: () => void }) {
  const { mode, tickets, link } = found;
  const { t } = useWords();
  return (
    <Card title={t(`quickPrint.found.${mode}`)}>
      <TicketRows tickets={tickets} />
      <div className="actions">
        {link && (
          <ButtonAnchor
            look="main"
            href={client.api['quick-print'][':token'].$path({ param: { token: link.token } })}
          >
            {t(`tickets.print.${mode}`)}
          </ButtonAnchor>
        )}
        <Button onClick={onAgain}>{t('quickPrint.again')}</Button>
      </div>
      {link && (
        <>
          <p className="muted small">
            {t('quickPrint.until')} <Moment at={link.expiresAt} />
          </p>
          <p className="muted small">{t('quickPrint.inApps')}</p>
        </>
      )}
    </Card>
  );
}

/** 准考证打印时间 of the chosen ticket, so that nobody fills the form in before it. */
function PrintTime({ period }: { period: Period | null }) {
  const { t } = useWords();
  return (
    <>
      {t('home.ticketPrint')} <WindowState period={period} />
    </>
  );
}
