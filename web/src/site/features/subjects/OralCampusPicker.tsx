import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import type { Campus } from '../../../lib/api-types.ts';
import { PATHS } from '../../../lib/paths.ts';
import { oralCampusesQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Field } from '../../../ui/Field.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';

interface OralCampusPickerProps {
  own: Campus;
  chosen: string | undefined;
  /** The campus whose subjects are shown; unset when no subjects are. */
  shown: Campus | undefined;
}

/** Lets candidates choose where to take the oral. Shown only if their campus lets them go elsewhere. */
export function OralCampusPicker({ own, chosen, shown }: OralCampusPickerProps) {
  const { t, pick } = useWords();
  const navigate = useNavigate();
  const [words, setWords] = useState('');
  const [search, setSearch] = useState('');
  const { data, error } = useQuery(oralCampusesQuery(useExamSessionId(), search));
  if (error) return <ProblemNotice error={error} />;
  if (!data?.letsOut) return null;
  const isListed = data.campuses.some(({ code }) => code === chosen);

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
      {!shown && chosen === undefined && <p>{t('oralCampus.noneHere')}</p>}
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
              maxLength={50}
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
            {data.campuses.map(({ code, name, school, isOpen }) => (
              <option key={code} value={code}>
                ({code}){pick(school.name)} {pick(name)}
                {!isOpen && t('oralCampus.notOpen')}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Card>
  );
}
