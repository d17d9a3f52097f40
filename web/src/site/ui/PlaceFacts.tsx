import { useWords } from '../../i18n/index.ts';
import { Facts } from '../../ui/Facts.tsx';
import { type Place, usePlaceFacts } from './use-place-facts.tsx';
import './check-answers.css';

/** Names in a dialog the subject that it is about, and where and when it is taken. */
export function PlaceFacts({ place }: { place: Place }) {
  const { pick } = useWords();
  const factsOf = usePlaceFacts();
  return (
    <div className="check-answers">
      <h3>{pick(place.subject.name)}</h3>
      <Facts items={factsOf(place)} />
    </div>
  );
}
