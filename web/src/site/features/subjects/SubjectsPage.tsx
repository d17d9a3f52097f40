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
import { PeriodText } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { SavedNotice } from '../../ui/SavedNotice.tsx';
import { NoRegistration } from '../../ui/NoRegistration.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { useReason } from '../../ui/use-reason.ts';
import { ChooseDialog } from './ChooseDialog.tsx';
import { ChoosingRules } from './ChoosingRules.tsx';
import { CampusNotices } from './CampusNotices.tsx';
import { JoinDialog } from './JoinDialog.tsx';
import { groupSubjects } from './group-subjects.ts';
import { OralCampusPicker } from './OralCampusPicker.tsx';
import { CampusSearch } from './CampusSearch.tsx';
import { cardsOf, isFound, isSame, mostCommon } from './subject-cards.ts';
import { SubjectCampuses } from './SubjectCampuses.tsx';
import { useElsewhere } from './use-elsewhere.ts';
import './subjects-page.css';

const route = getRouteApi('/site/candidate/inSession/registered/registration/subjects/$mode');

/** The number of campuses from which on one looks for a campus rather than reads the list. */
const MANY_CAMPUSES = 6;

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
  const [words, setWords] = useState('');
  const elsewhereOf = useElsewhere(mode, rows);

  if (!registration) return <NoRegistration />;
  const refusal = mode === 'written' ? registration.actions.selectWritten : registration.actions.selectOral;
  const payable = [registration.actions.payWritten, registration.actions.payOral].includes(null);
  // Ticked rows that can no longer be chosen do not count.
  const chosen = rows.filter((row) => ticked.includes(row.offeringId) && row.refusal === null && !row.taken);

  const canChoose = rows.some((row) => row.refusal === null && !row.taken);

  const ownCampus = registration.roll.campus;
  const campuses = [...new Map(rows.map((row) => [row.campus.code, row.campus])).values()];

  function toggle(row: SubjectRow, on: boolean) {
    setReminded(false);
    const ofSubject = rows.filter(({ subject }) => subject.code === row.subject.code);
    const others = ticked.filter((id) => !ofSubject.some(({ offeringId }) => offeringId === id));
    setTicked(on ? [...others, row.offeringId] : others);
  }

  return (
    <div className="page">
      <PageHead title={t(mode === 'written' ? 'titles.writtenSubjects' : 'titles.oralSubjects')}>
        <p className="muted">{t(mode === 'written' ? 'subjects.introWritten' : 'subjects.introOral')}</p>
      </PageHead>
      <SavedNotice>
        <p>{t('eligibility.savedNext')}</p>
      </SavedNotice>
      {refusal && (
        <Notice tone="caution">
          <p>{reason(refusal)}</p>
          {refusal === 'REGISTRATION_CLOSED' && payable && <p>{t('subjects.heldPayable')}</p>}
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
      {mode === 'oral' && <OralCampusPicker own={ownCampus} chosen={campus} rows={rows} />}
      <ChoosingRules mode={mode} />
      <CampusNotices campus={rows.find((row) => row.campus.code === campus)?.campus ?? ownCampus} />
      <ProblemNotice error={error} />
      {rows.length === 0 && (
        <div className="empty stack">
          <p>{t('subjects.none')}</p>
          <p>
            <LinkButton to={PATHS.registration}>{t('titles.registration')}</LinkButton>
          </p>
        </div>
      )}
      {campuses.length >= MANY_CAMPUSES && (
        <CampusSearch
          words={words}
          found={campuses.filter((one) => isFound(one, words.trim())).length}
          onChange={setWords}
        />
      )}
      {groupSubjects(rows).map((group) => {
        const cards = cardsOf(group.rows, ownCampus.code);
        const window = mostCommon(cards.map(({ shared }) => shared.window));
        const others = cards.filter(({ shared }) => !isSame(shared.window, window));
        return (
          <Card key={group.title} title={t(`subjects.${group.title}`)}>
            <p className="muted small">
              {t('subjects.window')} <PeriodText period={window} />
              {others.length > 0 && ` ${t('subjects.mostSubjects')}`}
            </p>
            {cards.map((card) => (
              <SubjectCampuses
                key={card.subject.code}
                card={card}
                withWindow={others.includes(card)}
                ownCampus={ownCampus}
                chosen={chosen}
                words={words.trim()}
                elsewhereOf={elsewhereOf}
                onToggle={toggle}
                onWait={setJoining}
              />
            ))}
          </Card>
        );
      })}
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
            <Button
              look={canChoose ? 'main' : 'plain'}
              onClick={() => (chosen.length > 0 ? setAsking(chosen) : setReminded(true))}
            >
              {t('subjects.submit')}
            </Button>
            <LinkButton look={canChoose ? 'plain' : 'main'} to={PATHS.registration}>
              {t('titles.registration')}
            </LinkButton>
          </div>
        </div>
      )}
      {asking && (
        <ChooseDialog
          mode={mode}
          rows={asking}
          holdMinutes={data.holdMinutes}
          onClose={() => setAsking(null)}
          onDone={() => setTicked([])}
        />
      )}
      {joining && (
        <JoinDialog
          row={joining}
          elsewhere={elsewhereOf(joining)}
          onTake={(row) => toggle(row, true)}
          onClose={() => setJoining(null)}
        />
      )}
    </div>
  );
}
