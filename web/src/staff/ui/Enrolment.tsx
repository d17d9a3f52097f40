import { useMutation } from '@tanstack/react-query';
import { Form, Input, QRCode } from 'antd';
import { answer, client } from '../../lib/client.ts';
import { useOwnSecurityWords } from '../lib/own-security-words.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { StaffForm } from './StaffForm.tsx';

interface EnrolmentProps {
  /** The password, where it was given a moment ago: it is asked for otherwise. */
  password?: string | undefined;
  onDone: () => void;
  onCancel?: () => void;
}

/** Sets up an authenticator: the password, the secret, its first code, and the recovery codes. */
export function Enrolment({ password, onDone, onCancel }: EnrolmentProps) {
  const words = useOwnSecurityWords();
  const begin = useMutation({
    mutationFn: (json: { password: string }) => answer(client.api.staff.me['second-factor'].$post({ json })),
  });
  const confirm = useMutation({
    mutationFn: (json: { code: string }) =>
      answer(client.api.staff.me['second-factor'].confirmation.$post({ json })),
  });
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onKept={onDone} />;
  const cancel = onCancel && { onCancel };
  if (!begin.data) {
    return (
      <StaffForm<{ password: string }>
        key="begin"
        submit={words.begin}
        pending={begin.isPending}
        error={begin.error}
        onSubmit={(typed) => begin.mutate({ password: password ?? typed.password })}
        {...cancel}
      >
        {password === undefined && (
          <Form.Item name="password" label={words.currentPassword}>
            <Input.Password required autoComplete="current-password" visibilityToggle={false} />
          </Form.Item>
        )}
      </StaffForm>
    );
  }
  return (
    <StaffForm<{ code: string }>
      key="confirm"
      submit={words.confirm}
      pending={confirm.isPending}
      error={confirm.error}
      onSubmit={confirm.mutate}
      {...cancel}
    >
      <p>{words.scan}</p>
      <div aria-hidden="true">
        <QRCode type="svg" value={begin.data.uri} />
      </div>
      <p>
        <code className="secret">{begin.data.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <Form.Item name="code" label={words.firstCode}>
        <Input required inputMode="numeric" autoComplete="one-time-code" />
      </Form.Item>
    </StaffForm>
  );
}
