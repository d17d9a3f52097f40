import { useSuspenseQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { examSessionsQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Field } from '../../../ui/Field.tsx';
import { ProvinceOptions } from '../../ui/ProvinceOptions.tsx';

interface ProvinceFieldProps {
  value: string;
  problem: string | undefined;
  onChange: (provinceCode: string) => void;
}

/** 报考省份, in whose rolls the query looks: it is changed here, without signing in anew. */
export function ProvinceField({ value, problem, onChange }: ProvinceFieldProps) {
  const { t } = useWords();
  const examSession = useExamSessionId();
  const provinces =
    useSuspenseQuery(examSessionsQuery).data.find(({ id }) => id === examSession)?.provinces ?? [];
  return (
    <Field label={t('eligibility.province')} hint={t('signIn.provinceHint')} problem={problem}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          {value === '' && <option value="">{t('signIn.provinceChoose')}</option>}
          <ProvinceOptions provinces={provinces} />
        </select>
      )}
    </Field>
  );
}
