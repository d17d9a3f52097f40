import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { SubjectRow } from '../../../lib/api-types.ts';
import { useDraft } from '../../../lib/draft.ts';
import { formatFen, sumFen } from '../../../lib/money.ts';
import { PATHS } from '../../../lib/paths.ts';
import { subjectsQuery } from '../../lib/queries.ts';
import { useExamSessionId, useRegistration } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { NoRegistration } from '../../ui/NoRegistration.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { useReason } from '../../ui/use-reason.ts';
import { ChooseDialog } from './ChooseDialog.tsx';
import { CampusNotices } from './CampusNotices.tsx';
import { JoinDialog } from './JoinDialog.tsx';
import { groupSubjects } from './group-subjects.ts';
import { OralCampusPicker } from './OralCampusPicker.tsx';
import { SubjectTable } from './SubjectTable.tsx';
import './subjects-page.css';

const route = getRouteApi('/site/candidate/registered/registration/subjects/$mode');

/** 笔试报考 and 口试报考: what can be chosen where, with numbers of seats that renew themselves. */
export function SubjectsPage() {
  const { t } = useWords();
  const { mode } = route.useParams();
  const { campus } = route.useSearch();
  const reason = useReason();
  const examSession = useExamSessionId();
  const registration = useRegistration();
  const { data, error } = useSuspenseQuery(subjectsQuery(examSession, mode, campus));
  const { rows } = data;
  const [ticked, setTicked] = useDraft<number[]>(`subjects:${examSession}:${mode}`, []);
  const [asking, setAsking] = useState<SubjectRow[] | null>(null);
  const [joining, setJoining] = useState<SubjectRow | null>(null);
  const [reminded, setReminded] = useState(false);

  if (!registration) return <NoRegistration />;
  const refusal = mode === 'written' ? registration.actions.selectWritten : registration.actions.selectOral;
  // Ticked rows that can no longer be chosen do not count.
  const chosen = rows.filter((row) => ticked.includes(row.offeringId) && row.refusal === null && !row.taken);

  return (
    <div className="page">
      <PageHead title={t(mode === 'written' ? 'titles.writtenSubjects' : 'titles.oralSubjects')}>
        <p className="muted">{t(mode === 'written' ? 'subjects.introWritten' : 'subjects.introOral')}</p>
      </PageHead>
      {refusal && (
        <Notice tone="caution">
          <p>{reason(refusal)}</p>
          {refusal === 'WRITTEN_FIRST' && (
            <div className="actions">
              <LinkButton to={PATHS.subjects} params={{ mode: 'written' }}>
                {t('titles.writtenSubjects')}
              </LinkButton>
            </div>
          )}
          {refusal === 'WRITTEN_NOT_PAID' && (
            <div className="actions">
              <LinkButton to={PATHS.registration}>{t('subjects.goToPay')}</LinkButton>
            </div>
          )}
        </Notice>
      )}
      {mode === 'oral' && (
        <OralCampusPicker own={registration.roll.campus} chosen={campus} shown={rows[0]?.campus} />
      )}
      <CampusNotices
        campus={rows.find((row) => row.campus.code === campus)?.campus ?? registration.roll.campus}
      />
      <ProblemNotice error={error} />
      {rows.length === 0 && (
        <div className="empty stack">
          <p>{t('subjects.none')}</p>
          <p>
            <LinkButton to={PATHS.registration}>{t('titles.registration')}</LinkButton>
          </p>
        </div>
      )}
      {groupSubjects(rows).map((group) => (
        <Card key={group.title} title={t(`subjects.${group.title}`)}>
          <SubjectTable
            caption={t(`subjects.${group.title}`)}
            rows={group.rows}
            chosen={chosen}
            onWait={setJoining}
            onToggle={(offeringId, on) => {
              setReminded(false);
              setTicked(on ? [...ticked, offeringId] : ticked.filter((id) => id !== offeringId));
            }}
          />
        </Card>
      ))}
      {rows.length > 0 && (
        <div className="card chosen-bar">
          <p aria-live="polite">
            {reminded && chosen.length === 0
              ? t('subjects.tickFirst')
              : chosen.length === 0
                ? t('subjects.noneChosen')
                : t('subjects.chosen', { count: chosen.length, sum: formatFen(sumFen(chosen)) })}
          </p>
          <div className="actions">
            <Button look="main" onClick={() => (chosen.length > 0 ? setAsking(chosen) : setReminded(true))}>
              {t('subjects.submit')}
            </Button>
            <LinkButton to={PATHS.registration}>{t('titles.registration')}</LinkButton>
          </div>
        </div>
      )}
      {asking && (
        <ChooseDialog
          mode={mode}
          rows={asking}
          onClose={() => setAsking(null)}
          onDone={() => setTicked([])}
        />
      )}
      {joining && <JoinDialog row={joining} onClose={() => setJoining(null)} />}
    </div>
  );
}
