import { useWords } from '../../../i18n/index.ts';
import type { useFieldProblems } from '../../../lib/use-field-problems.ts';
import { useTypedProblem } from '../../../lib/use-typed-problem.ts';
import { useNameProblem } from '../../../lib/use-name-problem.ts';
import { Field } from '../../../ui/Field.tsx';

interface Owner {
  idNumber: string;
  name: string;
}

interface OwnerFieldsProps {
  value: Owner;
  problemOf: ReturnType<typeof useFieldProblems>;
  onChange: (value: Owner) => void;
}

/** The fields by which somebody whose email was never verified shows that the passport is theirs. */
export function OwnerFields({ value, problemOf, onChange }: OwnerFieldsProps) {
  const { t } = useWords();
  const nameProblem = useNameProblem();
  const typedProblem = useTypedProblem();
  return (
    <>
      <p>{t('resetPassword.whose')}</p>
      <Field label={t('passport.name')} problem={nameProblem(value.name, null) ?? problemOf('name')}>
        {(control) => (
          <input
            {...control}
            name="name"
            required
            autoComplete="name"
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('passport.idNumber')}
        typed={typedProblem.idNumber(value.idNumber, null)}
        problem={problemOf('idNumber')}
      >
        {(control) => (
          <input
            {...control}
            name="idNumber"
            required
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            value={value.idNumber}
            onChange={(event) => onChange({ ...value, idNumber: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
