import { answer, client } from '../../../lib/client.ts';
import { RemoveDialog } from '../../ui/RemoveDialog.tsx';
import type { ListedText } from './texts-query.ts';
import { useTextsWords } from './words.ts';

interface RemoveTextProps {
  text: ListedText;
  /** The version of the texts that the list showed. */
  settingsVersion: number;
  onClose: () => void;
  onDone: () => void;
}

/** Deletes a version of a text that is not in force yet. */
export function RemoveText({ text: { kind, version }, settingsVersion, onClose, onDone }: RemoveTextProps) {
  const words = useTextsWords();
  const of = { param: { kind, version }, query: { version: String(settingsVersion) } };
  return (
    <RemoveDialog
      title={words.of(words.remove, words.kinds[kind], version)}
      confirm={words.remove}
      send={() => answer(client.api.staff['agreement-texts'][':kind'][':version'].$delete(of))}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{words.removeText}</p>
    </RemoveDialog>
  );
}
