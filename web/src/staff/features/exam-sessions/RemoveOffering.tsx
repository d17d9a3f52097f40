import { answer } from '../../../lib/client.ts';
import { RemoveDialog } from '../../ui/RemoveDialog.tsx';
import { api } from './exam-sessions-query.ts';
import type { Offering } from './offerings-query.ts';
import { useOfferingsWords } from './offerings-words.ts';
import { useOfferingTitle } from './use-offering-title.ts';

interface RemoveOfferingProps {
  examSession: string;
  offering: Offering;
  onClose: () => void;
  onDone: () => void;
}

/** Takes a subject from a campus, while nobody has had anything to do with its seats. */
export function RemoveOffering({ examSession, offering, onClose, onDone }: RemoveOfferingProps) {
  const words = useOfferingsWords();
  const titleOf = useOfferingTitle();
  const { campus, subject, version } = offering;
  return (
    <RemoveDialog
      title={titleOf(words.remove, offering)}
      confirm={words.remove}
      send={() =>
        answer(
          api[':examSession'].campuses[':campus'].subjects[':subject'].$delete({
            param: { examSession, campus, subject },
            query: { version: String(version) },
          }),
        )
      }
      onClose={onClose}
      onDone={onDone}
    >
      <p>{words.removeText}</p>
    </RemoveDialog>
  );
}
