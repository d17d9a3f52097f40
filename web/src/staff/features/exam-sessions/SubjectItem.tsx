import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import type { ComponentProps } from 'react';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import { SubjectSelect } from '../../ui/SubjectSelect.tsx';

interface SubjectItemProps extends Pick<ComponentProps<typeof SubjectSelect>, 'placeholder' | 'required'> {
  name: string;
  label: string;
}

/** The field of a form that names a subject of the catalogue. */
export function SubjectItem({ name, label, ...select }: SubjectItemProps) {
  const subjects = useQuery(catalogueQuery).data?.subjects ?? [];
  return (
    <Form.Item name={name} label={label}>
      <SubjectSelect subjects={subjects} {...select} />
    </Form.Item>
  );
}
