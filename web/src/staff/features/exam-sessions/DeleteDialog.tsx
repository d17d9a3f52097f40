import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { answer } from '../../../lib/client.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { flawsOf } from '../../lib/setting-refusals.ts';
import { FlawList } from '../../ui/FlawList.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useDatesWords } from './dates-words.ts';
import { api, type ExamSessionSetup } from './exam-sessions-query.ts';

interface DeleteDialogProps {
  session: ExamSessionSetup;
  onClose: () => void;
  onDeleted: () => void;
}

/** Deletes a draft, once its code was typed. */
export function DeleteDialog({ session: { id, version }, onClose, onDeleted }: DeleteDialogProps) {
  const words = useDatesWords();
  const [isWrong, setWrong] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      answer(
        api[':examSession'].$delete({ param: { examSession: id }, query: { version: String(version) } }),
      ),
    onSuccess: onDeleted,
  });
  const flaws = flawsOf(remove.error);
  return (
    <Dialog title={words.remove} onClose={onClose} busy={remove.isPending} actions={null}>
      <p>{words.removeText(id)}</p>
      <StaffForm<{ code: string }>
        submit={words.remove}
        pending={remove.isPending}
        error={flaws ? null : remove.error}
        onSubmit={({ code }) => (code.trim() === id ? remove.mutate() : setWrong(true))}
        onChange={() => {
          setWrong(false);
          remove.reset();
        }}
        onCancel={onClose}
      >
        <Form.Item
          name="code"
          label={words.typeCode(id)}
          {...(isWrong && { validateStatus: 'error' as const, help: words.typeCode(id) })}
        >
          <Input required autoComplete="off" spellCheck={false} />
        </Form.Item>
        {flaws && <FlawList flaws={flaws} />}
      </StaffForm>
    </Dialog>
  );
}
