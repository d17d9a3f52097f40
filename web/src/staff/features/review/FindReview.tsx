import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { useNameProblem } from '../../../lib/use-name-problem.ts';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { type Identity, PaperFields } from '../../../ui/IdentityFields.tsx';
import { useStaffWords } from '../../lib/words.ts';
import { DeskList } from './DeskList.tsx';

const EMPTY: Identity = { idType: 'residentId', idNumber: '', name: '' };

interface FindReviewProps {
  examSession: string | undefined;
  onFound: (id: string) => void;
  onClose: () => void;
}

/** Finds the re-check of somebody who stands at the desk, by the whole ID number or the whole name, in any state. */
export function FindReview({ examSession, onFound, onClose }: FindReviewProps) {
  const words = useStaffWords();
  const nameProblem = useNameProblem();
  const [by, setBy] = useState<'idNumber' | 'name'>('idNumber');
  const [{ idType, idNumber, name }, setForm] = useState(EMPTY);
  const find = useMutation({
    mutationFn: () =>
      answer(
        client.api.staff.reviews.lookups.$post({
          query: examSession ? { examSession } : {},
          json: by === 'name' ? { by, name } : { by, idType, idNumber },
        }),
      ),
    onSuccess: ({ reviews: [first, ...others] }) => {
      if (first && others.length === 0) onFound(first.id);
    },
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
      <Field label={words.findBy}>
        {(control) => (
          <select {...control} value={by} onChange={(event) => setBy(event.target.value as typeof by)}>
            <option value="idNumber">{words.idNumber}</option>
            <option value="name">{words.name}</option>
          </select>
        )}
      </Field>
      {by === 'name' ? (
        <Field label={words.name} problem={nameProblem(name, null)}>
          {(control) => (
            <input
              {...control}
              name="name"
              required
              autoComplete="off"
              value={name}
              onChange={(event) => setForm({ idType, idNumber, name: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <PaperFields value={{ idType, idNumber }} onChange={(paper) => setForm({ ...paper, name })} />
      )}
      {find.data && (
        <>
          <p aria-live="polite">
            {(find.data.more ? words.foundFirst : words.found)(find.data.reviews.length)}
          </p>
          <DeskList rows={find.data.reviews} chosen={null} onChoose={onFound} />
        </>
      )}
    </FormDialog>
  );
}
