import { ID_TYPES } from '../../../domain/id-number.ts';
import { useWords } from '../i18n/index.ts';
import type { IdType } from '../lib/api-types.ts';
import { Field } from '../ui/Field.tsx';

export interface PersonOnPaper {
  idType: IdType;
  idNumber: string;
}

/** Type and number of an ID, typed from the paper. */
export function PersonFields<Form extends PersonOnPaper>({
  form,
  onChange,
}: {
  form: Form;
  onChange: (form: Form) => void;
}) {
  const { t } = useWords();
  return (
    <>
      <Field label={t('passport.idType')}>
        {(control) => (
          <select
            {...control}
            name="idType"
            value={form.idType}
            onChange={(event) => onChange({ ...form, idType: event.target.value as IdType })}
          >
            {ID_TYPES.map((idType) => (
              <option key={idType} value={idType}>
                {t(`idTypes.${idType}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('passport.idNumber')}>
        {(control) => (
          <input
            {...control}
            name="idNumber"
            required
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            value={form.idNumber}
            onChange={(event) => onChange({ ...form, idNumber: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
