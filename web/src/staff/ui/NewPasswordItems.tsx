import { Form, Input } from 'antd';
import { differsFrom } from '../../../../domain/passport/password.ts';
import { useWords } from '../../i18n/index.ts';
import { useCommonPassword } from '../../lib/use-common-password.ts';
import { PasswordRules } from '../../ui/PasswordRules.tsx';
import { useOwnSecurityWords } from '../lib/own-security-words.ts';

/** The items of a form for a new password, typed twice: which rules are kept, and that the two differ, is told while one types. */
export function NewPasswordItems() {
  const words = useOwnSecurityWords();
  const { t } = useWords();
  const password = Form.useWatch<string | undefined>('password') ?? '';
  const { isCommon, ask } = useCommonPassword(password);
  return (
    <>
      <Form.Item
        name="password"
        label={words.newPassword}
        extra={<PasswordRules password={password} isCommon={isCommon} />}
      >
        <Input.Password required autoComplete="new-password" visibilityToggle={false} onBlur={ask} />
      </Form.Item>
      <Form.Item
        name="passwordAgain"
        label={words.newPasswordAgain}
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_rule, again?: string) => {
              if (differsFrom((getFieldValue('password') as string | undefined) ?? '', again ?? ''))
                throw new Error(t('fieldProblems.passwordAgain'));
            },
          }),
        ]}
      >
        <Input.Password required autoComplete="new-password" visibilityToggle={false} />
      </Form.Item>
    </>
  );
}
