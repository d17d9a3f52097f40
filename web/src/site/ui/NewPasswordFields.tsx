import { differsFrom, passwordFlaws } from '../../../../domain/passport/password.ts';
import { useWords } from '../../i18n/index.ts';
import type { useFieldProblems } from '../../lib/use-field-problems.ts';
import { Field } from '../../ui/Field.tsx';
import { useCommonPassword } from '../../lib/use-common-password.ts';
import { PasswordRules } from '../../ui/PasswordRules.tsx';

export interface NewPassword {
  password: string;
  passwordAgain: string;
}

export const NO_PASSWORD: NewPassword = { password: '', passwordAgain: '' };

interface NewPasswordFieldsProps {
  /** The label of the password; unset where it replaces another. */
  label?: string;
  value: NewPassword;
  problemOf: ReturnType<typeof useFieldProblems>;
  onChange: (value: NewPassword) => void;
}

/** The fields of a new password, typed twice. Each rule shows whether it is kept while the password is typed; that it is no common one, once its field is left. */
export function NewPasswordFields({ label, value, problemOf, onChange }: NewPasswordFieldsProps) {
  const { t } = useWords();
  const { password, passwordAgain } = value;
  const flaws = passwordFlaws(password);
  const { isCommon, ask } = useCommonPassword(password);
  const weak = passwordAgain !== '' && flaws.length > 0;
  const ownProblem = flaws.includes('HIDDEN')
    ? t('fieldRules.hidden')
    : weak
      ? t('fieldProblems.password')
      : isCommon
        ? t('fieldRules.common')
        : undefined;
  const differs = differsFrom(password, passwordAgain);
  const input = (field: keyof NewPassword) => ({
    name: field,
    type: 'password',
    required: true,
    autoComplete: 'new-password',
    value: value[field],
  });
  return (
    <>
      <Field
        label={label ?? t('resetPassword.newPassword')}
        hint={<PasswordRules password={password} isCommon={isCommon} />}
        problem={ownProblem ?? (isCommon === false ? undefined : problemOf('password'))}
      >
        {(control) => (
          <input
            {...control}
            {...input('password')}
            onBlur={ask}
            onChange={(event) => onChange({ ...value, password: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('register.passwordAgain')}
        problem={differs ? t('fieldProblems.passwordAgain') : problemOf('passwordAgain')}
      >
        {(control) => (
          <input
            {...control}
            {...input('passwordAgain')}
            onChange={(event) => onChange({ ...value, passwordAgain: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
