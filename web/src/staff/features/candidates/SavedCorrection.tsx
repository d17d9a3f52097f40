import { useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { MAX_CORRECTION_PROOFS } from '../../../../../domain/correction/correction.ts';
import type { RollColumn } from '../../../../../domain/roll/roll.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Problem } from '../../../lib/problem.ts';
import { useIntent } from '../../../lib/use-intent.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { useCorrectionWords } from '../../lib/correction-words.ts';
import { useRollCellRules } from '../../lib/use-roll-cell-rules.ts';
import { ProofUpload } from '../../ui/ProofUpload.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { SubmitForTwoPeople } from '../../ui/SubmitForTwoPeople.tsx';
import { timelineQuery } from './candidate-queries.ts';

interface Typed {
  name?: string;
  idType?: string;
  idNumber?: string;
  photo?: boolean;
  reason: string;
}

interface Flaw {
  column: string;
  message: { zh: string; en: string };
}

/** Corrects what a saved registration says of its person: submitted here, with proofs, and decided by somebody else. */
export function SavedCorrection({ id, cells }: { id: string; cells: Partial<Record<RollColumn, string>> }) {
  const words = useCorrectionWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card title={words.title} id="correct-saved">
      <p className="muted">{words.rule}</p>
      <div className="actions">
        <Button onClick={() => setOpen(true)}>{words.begin}</Button>
      </div>
      {isOpen && <CorrectionDialog id={id} cells={cells} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function CorrectionDialog({
  id,
  cells,
  onClose,
}: {
  id: string;
  cells: Partial<Record<RollColumn, string>>;
  onClose: () => void;
}) {
  const words = useCorrectionWords();
  const { language } = useWords();
  const cellRules = useRollCellRules(cells);
  const queryClient = useQueryClient();
  const [proofs, setProofs] = useState<string[]>([]);
  const submit = useIntent(
    ({ name, idType, idNumber, photo, reason }: Typed, key) =>
      answer(
        client.api.staff.corrections.$post({
          header: { 'idempotency-key': key },
          json: {
            candidateId: id,
            ...(name && { name }),
            ...(idType && { idType }),
            ...(idNumber && { idNumber }),
            photo: photo === true,
            reason,
            proofs,
          },
        }),
      ),
    { onSuccess: () => void queryClient.invalidateQueries({ queryKey: timelineQuery(id).queryKey }) },
  );
  const flaws =
    submit.error instanceof Problem ? ((submit.error.extra['flaws'] as Flaw[] | undefined) ?? []) : [];
  const { data } = submit;
  return (
    <SubmitForTwoPeople
      title={words.title}
      busy={submit.isPending}
      submitted={data ?? null}
      done={words.title}
      difference={data ? words.difference(data, language) : []}
      onClose={onClose}
    >
      <p className="muted">{words.proofs(proofs.length, MAX_CORRECTION_PROOFS)}</p>
      {proofs.length < MAX_CORRECTION_PROOFS && (
        <ProofUpload<{ id: string }>
          choose={words.addProof}
          path={`/api/staff/candidates/${id}/proofs`}
          onSent={(proof) => setProofs((before) => [...before, proof.id])}
        />
      )}
      <StaffForm<Typed>
        initialValues={{
          name: cells.name ?? '',
          idType: cells.idType ?? '',
          idNumber: '',
          photo: false,
          reason: '',
        }}
        submit={words.submit}
        pending={submit.isPending}
        error={submit.error}
        onSubmit={submit.mutate}
        onCancel={onClose}
      >
        <Form.Item name="name" label={words.fields.name} rules={[cellRules('name')]}>
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="idType" label={words.idType} rules={[cellRules('idType')]}>
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="idNumber" label={words.newIdNumber} rules={[cellRules('idNumber')]}>
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="photo" valuePropName="checked">
          <Checkbox>{words.takePhoto}</Checkbox>
        </Form.Item>
        <Form.Item name="reason" label={words.reason}>
          <Input required autoComplete="off" />
        </Form.Item>
        <ul className="flaws">
          {flaws.map(({ column, message }) => (
            <li key={column}>{message[language]}</li>
          ))}
        </ul>
      </StaffForm>
    </SubmitForTwoPeople>
  );
}
