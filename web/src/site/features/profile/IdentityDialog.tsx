import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { type Identity, IdentityFields } from '../../../ui/IdentityFields.tsx';
import type { ChangeDialogProps } from './change-dialog.ts';
import { CurrentPasswordField } from './CurrentPasswordField.tsx';

export function IdentityDialog({ me, onDone, onClose }: ChangeDialogProps) {
  const { t } = useWords();
  const [identity, setIdentity] = useState<Identity>({
    name: me.name,
    idType: me.idType,
    idNumber: me.idNumber,
  });
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => answer(client.api.me.$patch({ json: { ...identity, password } })),
    onSuccess: onDone,
  });
  const problemOf = useFieldProblems(change.error);
  return (
    <FormDialog
      title={t('profile.change.identity')}
      submit={t('profile.save')}
      pending={change.isPending}
      problem={change.error}
      onSubmit={change.mutate}
      onClose={onClose}
    >
      <p>{t('profile.identityText')}</p>
      <IdentityFields value={identity} problemOf={problemOf} onChange={setIdentity} />
      <CurrentPasswordField
        name="password"
        value={password}
        wrong={problemOf('password') !== undefined}
        onChange={setPassword}
      />
    </FormDialog>
  );
}
