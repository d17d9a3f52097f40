import { Notice } from '../../ui/Notice.tsx';
import type { Impact } from '../lib/setting-refusals.ts';
import { useSettingsWords } from '../lib/settings-words.ts';

/** Whom a change touches: how many people, and some of them by masked names. */
export function ImpactPreview({ impact: { count, first } }: { impact: Impact }) {
  const words = useSettingsWords();
  if (count === 0) return <p className="muted">{words.nobody}</p>;
  return (
    <Notice tone="caution" live="alert" title={words.people(count)}>
      {first.length > 0 && <p>{words.first}</p>}
      <ul>
        {first.map(({ name, campus }, index) => (
          <li key={index}>{words.campus(name, campus)}</li>
        ))}
      </ul>
    </Notice>
  );
}
