import type { ComponentProps } from 'react';
import { useWords } from '../../i18n/index.ts';
import type { Bilingual } from '../../lib/api-types.ts';
import { Select } from './Select.tsx';

interface SubjectSelectProps extends Omit<ComponentProps<typeof Select>, 'options'> {
  subjects: readonly { code: string; name: Bilingual }[];
}

/** A choice of one subject of the catalogue. */
export function SubjectSelect({ subjects, ...select }: SubjectSelectProps) {
  const { pick } = useWords();
  const options = subjects.map(({ code, name }) => ({ value: code, label: `${code} ${pick(name)}` }));
  return <Select {...select} options={options} />;
}
