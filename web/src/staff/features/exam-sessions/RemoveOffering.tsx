import { useMutation } from '@tanstack/react-query';
import { answer } from '../../../lib/client.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { flawsOf } from '../../lib/setting-refusals.ts';
import { FlawList } from '../../ui/FlawList.tsx';
import { api } from './exam-sessions-query.ts';
import type { Offering } from './offerings-query.ts';
import { useOfferingsWords } from './offerings-words.ts';
import { useOfferingTitle } from './use-offering-title.ts';

interface RemoveDialogProps {
  examSession: string;
  offering: Offering;
  onClose: () => void;
  onDone: () => void;
}

/** Takes a subject from a campus, while nobody has had anything to do with its seats. */
export function RemoveDialog({ examSession, offering, onClose, onDone }: RemoveDialogProps) {
  const words = useOfferingsWords();
  const titleOf = useOfferingTitle();
  const { campus, subject, version } = offering;
  const remove = useMutation({
    mutationFn: () =>
      answer(
        api[':examSession'].campuses[':campus'].subjects[':subject'].$delete({
          param: { examSession, campus, subject },
          query: { version: String(version) },
        }),
      ),
    onSuccess: onDone,
  });
  const flaws = flawsOf(remove.error);
  return (
    <ConfirmDialog
      title={titleOf(words.remove, offering)}
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
