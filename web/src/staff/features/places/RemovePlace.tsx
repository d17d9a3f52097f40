import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { flawsOf } from '../../lib/setting-refusals.ts';
import { FlawList } from '../../ui/FlawList.tsx';
import type { Place } from './places-query.ts';
import { usePlacesWords } from './words.ts';

interface RemoveDialogProps {
  place: Place;
  onClose: () => void;
  onDone: () => void;
}

/** Deletes a place that was made by mistake, while nothing uses its code. */
export function RemoveDialog({ place, onClose, onDone }: RemoveDialogProps) {
  const words = usePlacesWords();
  const { coded } = useWords();
  const remove = useMutation({ mutationFn: () => send(place), onSuccess: onDone });
  const flaws = flawsOf(remove.error);
  return (
    <ConfirmDialog
      title={words.of(words.remove, coded(place))}
      confirm={words.remove}
      danger
      pending={remove.isPending}
      problem={flaws ? null : remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{words.removeText}</p>
      {flaws && <FlawList flaws={flaws} />}
    </ConfirmDialog>
  );
}

function send({ kind, code, version }: Place) {
  const { provinces, schools, campuses } = client.api.staff;
  const of = { param: { code }, query: { version: String(version) } };
  if (kind === 'province') return answer(provinces[':code'].$delete(of));
  return answer(kind === 'school' ? schools[':code'].$delete(of) : campuses[':code'].$delete(of));
}
