import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { type Paper, PaperFields } from '../../../ui/IdentityFields.tsx';
import { useStaffWords } from '../../lib/words.ts';

/** Finds by ID the re-check of somebody who stands at the desk. */
export function FindReview({ onFound, onClose }: { onFound: (id: string) => void; onClose: () => void }) {
  const words = useStaffWords();
  const [form, setForm] = useState<Paper>({ idType: 'residentId', idNumber: '' });
  const find = useMutation({
    mutationFn: () => answer(client.api.staff.reviews.lookups.$post({ query: {}, json: form })),
    onSuccess: ({ id }) => onFound(id),
  });
  return (
    <FormDialog
      title={words.find}
      submit={words.findSubmit}
      pending={find.isPending}
      problem={find.error}
      onSubmit={() => find.mutate()}
      onClose={onClose}
    >
      <PaperFields value={form} onChange={setForm} />
    </FormDialog>
  );
}
