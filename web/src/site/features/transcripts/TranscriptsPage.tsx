import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Registration, TranscriptChoice } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { SAVED_NOW } from '../../lib/saved-now.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useRegistration } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { NoRegistration } from '../../ui/NoRegistration.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { useReason } from '../../ui/use-reason.ts';

const route = getRouteApi('/site/candidate/inSession/registered/registration/transcripts');
const CHOICES: TranscriptChoice[] = ['paper', 'electronic'];

type Choices = Partial<Record<4 | 6, TranscriptChoice>>;

/** 成绩报告单: a choice per level, made before paying or at any time in its windows. */
export function TranscriptsPage() {
  const registration = useRegistration();
  return registration ? <TranscriptsForm registration={registration} /> : <NoRegistration />;
}

function TranscriptsForm({ registration }: { registration: Registration }) {
  const { t } = useWords();
  const reason = useReason();
  const { pay } = route.useSearch();
  const navigate = useNavigate();
  const [ticked, setTicked] = useState<Choices>(() => chosenBefore(registration));
  const [reminded, setReminded] = useState(false);
  const levels = registration.transcripts.map(({ level }) => level);
  const refusal = registration.actions.chooseTranscripts;
  // Choices that can no longer be saved are not shown as chosen.
  const choices = refusal === null ? ticked : chosenBefore(registration);

  const save = useCommand((chosen: { level: 4 | 6; choice: TranscriptChoice }[], key, examSession) =>
    answer(
      client.api.registration.transcripts.$put({
        query: { examSession },
        header: { 'idempotency-key': key },
        json: { choices: chosen },
      }),
    ),
  );

  function submit() {
    const chosen = levels.flatMap((level) => {
      const choice = choices[level];
      return choice ? [{ level, choice }] : [];
    });
    if (chosen.length < levels.length) {
      setReminded(true);
      return;
    }
    save.mutate(chosen, {
      onSuccess: () =>
        pay
          ? navigate({ to: PATHS.payment, params: { mode: pay }, state: SAVED_NOW })
          : navigate({ to: PATHS.registration, state: SAVED_NOW }),
    });
  }

  return (
    <div className="page">
      <PageHead title={t('titles.transcripts')}>
        <p className="muted">{t('transcripts.intro')}</p>
      </PageHead>
      {levels.length === 0 && <p className="empty">{t('transcripts.none')}</p>}
      {refusal && (
        <Notice tone="caution">
          <p>{reason(refusal)}</p>
        </Notice>
      )}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) submit();
        }}
      >
        {registration.transcripts.map(({ level, kind }) => (
          <fieldset className="card" key={level} disabled={refusal !== null}>
            <legend className="visually-hidden">{t(`transcripts.${kind}${level}`)}</legend>
            <h2 aria-hidden="true">{t(`transcripts.${kind}${level}`)}</h2>
            {CHOICES.map((choice) => (
              <Choice
                framed
                key={choice}
                type="radio"
                name={`level-${level}`}
                value={choice}
                checked={choices[level] === choice}
                onChange={() => setTicked({ ...ticked, [level]: choice })}
              >
                <strong>{t(`transcripts.${choice}`)}</strong>
                <span className="muted small">{t(`transcripts.${choice}Hint`)}</span>
              </Choice>
            ))}
          </fieldset>
        ))}
        {reminded && !levels.every((level) => choices[level]) && (
          <Notice tone="bad" live="alert">
            <p>{t('transcripts.chooseFirst')}</p>
          </Notice>
        )}
        <ProblemNotice error={save.error} />
        <div className="actions">
          {refusal === null && levels.length > 0 && (
            <Button look="main" type="submit" pending={save.isPending}>
              {t(pay ? 'transcripts.saveAndPay' : 'transcripts.save')}
            </Button>
          )}
          <LinkButton to={PATHS.registration}>{t('titles.registration')}</LinkButton>
        </div>
      </form>
    </div>
  );
}

function chosenBefore({ transcripts }: Registration): Choices {
  return Object.fromEntries(transcripts.flatMap(({ level, choice }) => (choice ? [[level, choice]] : [])));
}
