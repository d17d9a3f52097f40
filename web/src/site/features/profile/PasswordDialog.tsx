import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { client } from '../../../lib/client.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { NewPasswordFields, NO_PASSWORD } from '../../ui/NewPasswordFields.tsx';
import type { ChangeDialogProps } from './change-dialog.ts';
import { CurrentPasswordField } from './CurrentPasswordField.tsx';

export function PasswordDialog({ onDone, onClose }: ChangeDialogProps) {
  const { t } = useWords();
  const [currentPassword, setCurrentPassword] = useState('');
  const [passwords, setPasswords] = useState(NO_PASSWORD);
  const change = useMutation({
    mutationFn: () => client.api.me.password.$put({ json: { currentPassword, ...passwords } }),
    onSuccess: onDone,
  });
  const problemOf = useFieldProblems(change.error);
  return (
    <FormDialog
      title={t('profile.change.password')}
      submit={t('profile.save')}
      pending={change.isPending}
      problem={change.error}
      onSubmit={change.mutate}
      onClose={onClose}
    >
      <CurrentPasswordField
        name="currentPassword"
        value={currentPassword}
        wrong={problemOf('currentPassword') !== undefined}
        onChange={setCurrentPassword}
      />
      <NewPasswordFields value={passwords} problemOf={problemOf} onChange={setPasswords} />
      <p className="muted small">{t('profile.passwordEnds')}</p>
    </FormDialog>
  );
}
