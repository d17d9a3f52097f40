import { useWords } from '../../../i18n/index.ts';
import { Field } from '../../../ui/Field.tsx';

interface CampusSearchProps {
  words: string;
  /** The number of campuses that match them. */
  found: number;
  onChange: (words: string) => void;
}

/** Looks for a campus among many, on all cards of the page at once. */
export function CampusSearch({ words, found, onChange }: CampusSearchProps) {
  const { t } = useWords();
  return (
    <div className="card">
      <Field label={t('subjects.findCampus')} hint={t('subjects.findCampusHint')}>
        {(control) => (
          <input
            {...control}
            type="search"
            value={words}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <p className="muted small" aria-live="polite">
        {words.trim() !== '' && t('subjects.campusesFound', { count: found })}
      </p>
    </div>
  );
}
