import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Campus, OralCampuses, SubjectRow } from '../../../lib/api-types.ts';
import { formatMoment } from '../../../lib/moments.ts';
import { PATHS } from '../../../lib/paths.ts';
import { oralCampusesQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Field } from '../../../ui/Field.tsx';
import { PartProblem } from '../../../ui/PartProblem.tsx';

interface OralCampusPickerProps {
  own: Campus;
  chosen: string | undefined;
  /** The rows shown: those of the own campus and of the one chosen. */
  rows: SubjectRow[];
}

/** Lets candidates choose where to take the oral. Shown only if their campus lets them go elsewhere. */
export function OralCampusPicker({ own, chosen, rows }: OralCampusPickerProps) {
  const { t, pick, language } = useWords();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [search, setSearch] = useState('');
  const found = useQuery(oralCampusesQuery(useExamSessionId(), search));
  const { data } = found;
  if (!data) return <PartProblem part={found} what={t('oralCampus.title')} />;
  if (!data.letsOut) return null;
  const isListed = data.campuses.some(({ code }) => code === chosen);
  const shown = rows.find(({ campus }) => campus.code === chosen)?.campus;

  /** Says of a campus what is to be known before choosing it: when it opens, else the seats of each oral subject. */
  function stateOf({ isOpen, opensAt, seats }: OralCampuses['campuses'][number]): string {
    if (!isOpen) return t('oralCampus.notOpen', { opensAt: formatMoment(opensAt, language) });
    return seats
      .map(({ subject, seatsFree }) => {
        const name = pick(subject.name);
        return seatsFree > 0
          ? t('oralCampus.seats', { subject: name, count: seatsFree })
          : t('oralCampus.full', { subject: name });
      })
      .join(language === 'zh' ? '，' : ', ');
  }

  function choose(campus: string) {
    void navigate({
      to: PATHS.subjects,
      params: { mode: 'oral' },
      search: campus === '' ? {} : { campus },
      replace: true,
    });
  }

  return (
    <Card title={t('oralCampus.title')}>
      {rows.length === 0 && <p>{t('oralCampus.noneHere')}</p>}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch(words.trim());
        }}
      >
        <Field label={t('oralCampus.search')} hint={t('oralCampus.searchHint')}>
          {(control) => (
            <input
              {...control}
              type="search"
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <div className="actions">
          <Button type="submit">{t('oralCampus.find')}</Button>
        </div>
      </form>
      <p className="muted small" aria-live="polite">
        {data.campuses.length === 0
          ? t('oralCampus.noneFound')
          : t('oralCampus.found', { count: data.campuses.length })}
      </p>
      <Field label={t('oralCampus.choose')}>
        {(control) => (
          <select {...control} value={chosen ?? ''} onChange={(event) => choose(event.target.value)}>
            <option value="">{t('oralCampus.own', { name: pick(own.name), code: own.code })}</option>
            {chosen !== undefined && !isListed && (
              <option value={chosen}>
                ({chosen}){shown && `${pick(shown.school.name)} ${pick(shown.name)}`}
              </option>
            )}
            {data.campuses.map((campus) => (
              <option key={campus.code} value={campus.code}>
                ({campus.code}){pick(campus.school.name)} {pick(campus.name)}
                {t('oralCampus.state', { state: stateOf(campus) })}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Card>
  );
}
