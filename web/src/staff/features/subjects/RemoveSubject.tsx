import { answer, client } from '../../../lib/client.ts';
import { RemoveDialog } from '../../ui/RemoveDialog.tsx';
import { useSubjectsWords } from './words.ts';

interface RemoveSubjectProps {
  code: string;
  /** The version of the catalogue that the list showed. */
  version: number;
  onClose: () => void;
  onDone: () => void;
}

/** Deletes a subject that was made by mistake, while nobody has ever offered it. */
export function RemoveSubject({ code, version, onClose, onDone }: RemoveSubjectProps) {
  const words = useSubjectsWords();
  const of = { param: { code }, query: { version: String(version) } };
  return (
    <RemoveDialog
      title={words.removeOf(code)}
      confirm={words.remove}
      send={() => answer(client.api.staff.subjects[':code'].$delete(of))}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{words.removeText}</p>
    </RemoveDialog>
  );
}
