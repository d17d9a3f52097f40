import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { RemoveDialog } from '../../ui/RemoveDialog.tsx';
import type { Place } from './places-query.ts';
import { usePlacesWords } from './words.ts';

interface RemovePlaceProps {
  place: Place;
  onClose: () => void;
  onDone: () => void;
}

/** Deletes a place that was made by mistake, while nothing uses its code. */
export function RemovePlace({ place, onClose, onDone }: RemovePlaceProps) {
  const words = usePlacesWords();
  const { coded } = useWords();
  return (
    <RemoveDialog
      title={words.of(words.remove, coded(place))}
      confirm={words.remove}
      send={() => send(place)}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{words.removeText}</p>
    </RemoveDialog>
  );
}

function send({ kind, code, version }: Place) {
  const { provinces, schools, campuses } = client.api.staff;
  const of = { param: { code }, query: { version: String(version) } };
  if (kind === 'province') return answer(provinces[':code'].$delete(of));
  return answer(kind === 'school' ? schools[':code'].$delete(of) : campuses[':code'].$delete(of));
}
