import type { StaffRole } from '../../../../../domain/staff/permissions.ts';
import { useConsoleWords } from '../../lib/console-words.ts';
import type { SettingField } from '../../ui/SettingsForm.tsx';
import type { StaffAccount } from './accounts-query.ts';
import { useAccountsWords } from './words.ts';

/** What is set of an account, as the server tells of changes; what is in no form is told like the rest. */
export function useAccountSettings(account: StaffAccount | undefined): Record<string, SettingField> {
  const words = useAccountsWords();
  const { roles, scope } = useConsoleWords();
  return {
    role: { label: words.role, name: 'role', show: (value) => roles[value as StaffRole] },
    scope: { label: words.scope, name: 'scope', show: (value) => scope(String(value)) },
    secondFactorRequired: { label: words.secondFactor, name: 'secondFactorRequired' },
    email: { label: words.address, name: 'email', opened: account?.email ?? '' },
    emailVerified: {
      label: words.emailVerified,
      name: 'emailVerified',
      opened: account?.emailVerified ?? false,
    },
    disabled: { label: words.disabled, name: 'disabled' },
    mustChangePassword: {
      label: words.mustChangePassword,
      name: 'mustChangePassword',
      opened: account?.mustChangePassword ?? false,
    },
  };
}
