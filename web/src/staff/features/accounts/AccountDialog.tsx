import { Checkbox, Form, Input } from 'antd';
import { alwaysSecondFactor } from '../../../../../domain/staff/account-levels.ts';
import type { StaffRole } from '../../../../../domain/staff/permissions.ts';
import { ACCOUNT_NAME } from '../../../../../domain/staff/account-name.ts';
import { plainCode } from '../../../../../domain/text/code.ts';
import { answer, client } from '../../../lib/client.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useAddressRules, useFormRules } from '../../lib/use-typed-rules.ts';
import { Select } from '../../ui/Select.tsx';
import { SettingsForm } from '../../ui/SettingsForm.tsx';
import { useAccountSettings } from './account-settings.ts';
import type { Given, StaffAccount } from './accounts-query.ts';
import { useAccountsWords } from './words.ts';

interface AccountFields {
  account: string;
  role: StaffRole;
  scope: string;
  email?: string;
  secondFactorRequired: boolean;
}

interface AccountDialogProps {
  roles: { value: StaffRole; label: string }[];
  /** The scope of whoever keeps the account. */
  ownScope: string;
  /** The account to be changed; none for a new one. */
  account?: StaffAccount;
  onClose: () => void;
  onMade: (given: Given) => void;
  onChanged: () => void;
}

/** Makes an account, or changes one. */
export function AccountDialog({ roles, ownScope, account, onClose, onMade, onChanged }: AccountDialogProps) {
  const words = useAccountsWords();
  const addressRules = useAddressRules();
  const nameRules = useFormRules(['account'], (typed) => ACCOUNT_NAME.test(plainCode(typed)));
  const save = async ({ account: name, email, ...facts }: AccountFields, version: number) => {
    const json = { ...facts, ...(email && email !== account?.email && { email }) };
    if (!account) return answer(client.api.staff.accounts.$post({ json: { ...json, account: name } }));
    const param = { account: account.account };
    await answer(client.api.staff.accounts[':account'].$patch({ param, json: { ...json, version } }));
    return null;
  };
  const initial: Partial<AccountFields> = account
    ? { ...account, email: account.email ?? '' }
    : { ...(roles.length === 1 && roles[0] && { role: roles[0].value }), secondFactorRequired: true };
  return (
    <Dialog
      title={account ? words.of(words.change, account.account) : words.create}
      onClose={onClose}
      actions={null}
    >
      <SettingsForm<AccountFields, Given | null>
        initialValues={initial}
        version={account?.version ?? 0}
        fields={useAccountSettings(account)}
        submit={words.save}
        hints={{ scope: words.scopeRule(ownScope) }}
        save={(values, { version }) => save(values, version)}
        onSaved={(made) => (made ? onMade(made) : onChanged())}
        onCancel={onClose}
      >
        {!account && (
          <Form.Item name="account" label={words.account} extra={words.accountRule} rules={nameRules}>
            <Input required autoComplete="off" spellCheck={false} />
          </Form.Item>
        )}
        <Form.Item name="role" label={words.role} rules={[{ required: true }]}>
          <Select options={roles} />
        </Form.Item>
        <Form.Item name="scope" label={words.scope} extra={words.scopeRule(ownScope)}>
          <Input required autoComplete="off" />
        </Form.Item>
        {account?.emailVerified ? (
          <p className="muted">{words.emailOwn(account.email ?? '')}</p>
        ) : (
          <Form.Item name="email" label={words.email} extra={words.emailRule} rules={addressRules}>
            <Input inputMode="email" autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item noStyle dependencies={['role']}>
          {({ getFieldValue }) => {
            const role = getFieldValue('role') as StaffRole | undefined;
            return role && alwaysSecondFactor(role) ? (
              <p className="muted">{words.secondFactorAlways}</p>
            ) : (
              <Form.Item name="secondFactorRequired" valuePropName="checked">
                <Checkbox>{words.secondFactor}</Checkbox>
              </Form.Item>
            );
          }}
        </Form.Item>
      </SettingsForm>
    </Dialog>
  );
}
