import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import type { ComponentProps } from 'react';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import { NoSubjects } from '../../ui/NoSubjects.tsx';
import { SubjectSelect } from '../../ui/SubjectSelect.tsx';

interface SubjectItemProps extends Pick<ComponentProps<typeof SubjectSelect>, 'placeholder' | 'required'> {
  name: string;
  label: string;
}

/** The field of a form that names a subject of the catalogue. */
export function SubjectItem({ name, label, ...select }: SubjectItemProps) {
  const { subjects } = useQuery(catalogueQuery).data ?? {};
  return (
    <Form.Item name={name} label={label} extra={select.required && subjects?.length === 0 && <NoSubjects />}>
      <SubjectSelect subjects={subjects ?? []} {...select} />
    </Form.Item>
  );
}
