import type { IdType } from '../../../domain/person/id-number.ts';
import { useWords } from '../i18n/index.ts';
import type { useFieldProblems } from '../lib/use-field-problems.ts';
import { useTypedProblem } from '../lib/use-typed-problem.ts';
import { useNameProblem } from '../lib/use-name-problem.ts';
import { Field } from './Field.tsx';
import { IdTypeField } from './IdTypeField.tsx';

/** An identity document. */
export interface Paper {
  idType: IdType;
  idNumber: string;
}

export interface Identity extends Paper {
  name: string;
}

interface FieldsProps<Form> {
  value: Form;
  problemOf?: ReturnType<typeof useFieldProblems>;
  onChange: (value: Form) => void;
}

/**
 * The fields for a person's name and identity document. A character of the name that is not taken is named while it is typed.
 * @param ofSomebodyElse set so that the browser neither offers nor keeps the name
 */
export function IdentityFields<Form extends Identity>({
  ofSomebodyElse = false,
  ...props
}: FieldsProps<Form> & { ofSomebodyElse?: boolean }) {
  const { t } = useWords();
  const { value, problemOf, onChange } = props;
  const nameProblem = useNameProblem();
  return (
    <>
      <Field
        label={t('passport.name')}
        hint={!ofSomebodyElse && t('register.nameHint')}
        problem={nameProblem(value.name, ofSomebodyElse ? null : value.idType) ?? problemOf?.('name')}
      >
        {(control) => (
          <input
            {...control}
            name="name"
            required
            autoComplete={ofSomebodyElse ? 'off' : 'name'}
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </Field>
      <PaperFields {...props} />
    </>
  );
}

/** The fields for the type and number of an identity document. */
export function PaperFields<Form extends Paper>({ value, problemOf, onChange }: FieldsProps<Form>) {
  const { t } = useWords();
  const typedProblem = useTypedProblem();
  return (
    <>
      <IdTypeField
        value={value.idType}
        problem={problemOf?.('idType')}
        onChange={(idType) => onChange({ ...value, idType })}
      />
      <Field
        label={t('passport.idNumber')}
        typed={typedProblem.idNumber(value.idNumber, value.idType)}
        problem={problemOf?.('idNumber')}
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
