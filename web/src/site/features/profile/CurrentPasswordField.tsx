import { useWords } from '../../../i18n/index.ts';
import { Field } from '../../../ui/Field.tsx';

interface CurrentPasswordFieldProps {
  name: 'password' | 'currentPassword';
  value: string;
  wrong: boolean;
  onChange: (password: string) => void;
}

/** The password once more, before something is changed that could take the passport away from its owner. */
export function CurrentPasswordField({ name, value, wrong, onChange }: CurrentPasswordFieldProps) {
  const { t } = useWords();
  return (
    <Field
      label={t('profile.currentPassword')}
      problem={wrong ? t('fieldProblems.currentPassword') : undefined}
    >
      {(control) => (
        <input
          {...control}
          name={name}
          type="password"
          required
          autoComplete="current-password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
