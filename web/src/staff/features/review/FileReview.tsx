import { useState } from 'react';
import { FILED_KINDS, type FiledKind } from '../../../../../domain/review/kind.ts';
import { MAX_PAPERS_SEEN, MAX_TICKET } from '../../../../../domain/review/texts.ts';
import { HIGHEST_SCORE } from '../../../../../domain/roll/scores.ts';
import { plainCode } from '../../../../../domain/text/code.ts';
import { answer, client } from '../../../lib/client.ts';
import { useIntent } from '../../../lib/use-intent.ts';
import { useFieldProblems, useTooLong } from '../../../lib/use-field-problems.ts';
import { useTypedProblem } from '../../../lib/use-typed-problem.ts';
import { Field } from '../../../ui/Field.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { type Identity, IdentityFields } from '../../../ui/IdentityFields.tsx';
import { useStaffWords } from '../../lib/words.ts';

interface Filing extends Identity {
  kind: FiledKind;
  ticketNumber: string;
  score: string;
  proof: string;
}

const EMPTY: Filing = {
  kind: 'old',
  idType: 'residentId',
  idNumber: '',
  name: '',
  ticketNumber: '',
  score: '',
  proof: '',
};

interface FileReviewProps {
  examSession: string | undefined;
  onFiled: (id: string) => void;
  onClose: () => void;
}

/** 代考生申请, on the strength of papers, for scores before 2005 and forgotten ticket numbers. Somebody else decides. */
export function FileReview({ examSession, onFiled, onClose }: FileReviewProps) {
  const words = useStaffWords();
  const tooLong = useTooLong();
  const typedProblem = useTypedProblem();
  const [form, setForm] = useState(EMPTY);
  const file = useIntent(
    (filing: Filing, key) =>
      answer(
        client.api.staff.reviews.$post({
          query: examSession ? { examSession } : {},
          header: { 'idempotency-key': key },
          json: { ...filing, score: Number(plainCode(filing.score)) },
        }),
      ),
    { onSuccess: ({ id }) => onFiled(id) },
  );
  const score = plainCode(form.score);
  const isScore = /^\d{1,3}$/.test(score) && Number(score) <= HIGHEST_SCORE;
  const problemOf = useFieldProblems(file.error);
  return (
    <FormDialog
      title={words.file}
      submit={words.fileSubmit}
      pending={file.isPending}
      problem={file.error}
      onSubmit={() => isScore && file.mutate(form)}
      onClose={onClose}
    >
      <p>{words.fileText}</p>
      <Field label={words.filedAs}>
        {(control) => (
          <select
            {...control}
            name="kind"
            value={form.kind}
            onChange={(event) => setForm({ ...form, kind: event.target.value as FiledKind })}
          >
            {FILED_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {words.kinds[kind]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <IdentityFields ofSomebodyElse problemOf={problemOf} value={form} onChange={setForm} />
      <Field
        label={words.ticket}
        hint={words.ticketHint}
        typed={typedProblem.code(form.ticketNumber, MAX_TICKET)}
      >
        {(control) => (
          <input
            {...control}
            name="ticketNumber"
            autoComplete="off"
            value={form.ticketNumber}
            onChange={(event) => setForm({ ...form, ticketNumber: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={words.score}
        hint={words.scoreHints[form.kind]}
        problem={form.score === '' || isScore ? undefined : words.scoreNumber(HIGHEST_SCORE)}
      >
        {(control) => (
          <input
            {...control}
            name="score"
            inputMode="numeric"
            required
            autoComplete="off"
            value={form.score}
            onChange={(event) => setForm({ ...form, score: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.proof} hint={words.proofHint} problem={tooLong(form.proof, MAX_PAPERS_SEEN)}>
        {(control) => (
          <textarea
            {...control}
            name="proof"
            required
            rows={2}
            value={form.proof}
            onChange={(event) => setForm({ ...form, proof: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  );
}
