import { ID_TYPES, type IdType } from '../../../domain/person/id-number.ts';
import { useWords } from '../i18n/index.ts';
import { Field } from './Field.tsx';

/** The field for the type of an identity document. */
export function IdTypeField(props: {
  value: IdType;
  hint?: string;
  problem: string | undefined;
  onChange(value: IdType): void;
}) {
  const { value, onChange, ...said } = props;
  const { t } = useWords();
  return (
    <Field label={t('passport.idType')} {...said}>
      {(control) => (
        <select
          {...control}
          name="idType"
          value={value}
          onChange={(event) => onChange(event.target.value as IdType)}
        >
          {ID_TYPES.map((idType) => (
            <option key={idType} value={idType}>
              {t(`idTypes.${idType}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
