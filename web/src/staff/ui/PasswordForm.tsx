import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { answer, client } from '../../lib/client.ts';
import { useOwnSecurityWords } from '../lib/own-security-words.ts';
import type { StaffMe } from '../lib/queries.ts';
import { NewPasswordItems } from './NewPasswordItems.tsx';
import { StaffForm } from './StaffForm.tsx';

interface PasswordFields {
  currentPassword: string;
  password: string;
  passwordAgain: string;
}

/** Changes the own password. */
export function PasswordForm({
  onChanged,
  onCancel,
}: {
  onChanged: (me: StaffMe, password: string) => void;
  onCancel?: () => void;
}) {
  const words = useOwnSecurityWords();
  const change = useMutation({
    mutationFn: (json: PasswordFields) => answer(client.api.staff.me.password.$put({ json })),
    onSuccess: (me, { password }) => onChanged(me, password),
  });
  return (
    <StaffForm<PasswordFields>
      submit={words.changePassword}
      pending={change.isPending}
      error={change.error}
      onSubmit={change.mutate}
      {...(onCancel && { onCancel })}
    >
      <Form.Item name="currentPassword" label={words.currentPassword}>
        <Input.Password required autoComplete="current-password" visibilityToggle={false} />
      </Form.Item>
      <NewPasswordItems />
    </StaffForm>
  );
}
