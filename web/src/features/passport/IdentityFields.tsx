import { ID_TYPES, type IdType } from '../../../../domain/id-number.ts';
import { useWords } from '../../i18n/index.ts';
import type { useFieldProblems } from '../../lib/use-field-problems.ts';
import { Field } from '../../ui/Field.tsx';

export interface Identity {
  name: string;
  idType: IdType;
  idNumber: string;
}

interface IdentityFieldsProps {
  value: Identity;
  problemOf: ReturnType<typeof useFieldProblems>;
  onChange: (value: Identity) => void;
}

/** Name and paper of a person. */
export function IdentityFields({ value, problemOf, onChange }: IdentityFieldsProps) {
  const { t } = useWords();
  return (
    <>
      <Field label={t('passport.name')} hint={t('register.nameHint')} problem={problemOf('name')}>
        {(control) => (
          <input
            {...control}
            name="name"
            required
            autoComplete="name"
            maxLength={60}
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('passport.idType')}>
        {(control) => (
          <select
            {...control}
            name="idType"
            value={value.idType}
            onChange={(event) => onChange({ ...value, idType: event.target.value as IdType })}
          >
            {ID_TYPES.map((idType) => (
              <option key={idType} value={idType}>
                {t(`idTypes.${idType}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('passport.idNumber')} problem={problemOf('idNumber')}>
        {(control) => (
          <input
            {...control}
            name="idNumber"
            required
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            value={value.idNumber}
            onChange={(event) => onChange({ ...value, idNumber: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
