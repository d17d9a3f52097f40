import { Form, Input } from 'antd';
import { useOwnSecurityWords } from '../lib/own-security-words.ts';

/** The items of a form for a new password, typed twice. */
export function NewPasswordItems() {
  const words = useOwnSecurityWords();
  return (
    <>
      <Form.Item name="password" label={words.newPassword} extra={words.passwordRule}>
        <Input.Password required autoComplete="new-password" visibilityToggle={false} />
      </Form.Item>
      <Form.Item name="passwordAgain" label={words.newPasswordAgain}>
        <Input.Password required autoComplete="new-password" visibilityToggle={false} />
      </Form.Item>
    </>
  );
}
