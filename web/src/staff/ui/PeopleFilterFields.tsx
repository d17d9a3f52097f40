import { Form } from 'antd';
import type { RollStage } from '../../../../domain/registration/people-filter.ts';
import { EDUCATION_LEVELS, HIGHEST_GRADE } from '../../../../domain/roll/roll.ts';
import { usePeopleFilterWords } from '../lib/people-filter-words.ts';
import { RollFilterFields } from './RollFilterFields.tsx';
import { Select } from './Select.tsx';

const GRADES = Array.from({ length: HIGHEST_GRADE }, (_, index) => String(index + 1));

/** The fields of a filter by which people are found: those of a roll, and how far they are. */
export function PeopleFilterFields({ stages: offered }: { stages: readonly RollStage[] }) {
  const { fields, levels, stages, any } = usePeopleFilterWords();
  return (
    <>
      <RollFilterFields />
      <Form.Item name="grade" label={fields.grade}>
        <Select placeholder={any} options={GRADES.map((value) => ({ value, label: value }))} />
      </Form.Item>
      <Form.Item name="educationLevel" label={fields.educationLevel}>
        <Select
          placeholder={any}
          options={EDUCATION_LEVELS.map((value) => ({ value, label: levels[value] }))}
        />
      </Form.Item>
      <Form.Item name="stage" label={fields.stage}>
        <Select placeholder={any} options={offered.map((value) => ({ value, label: stages[value] }))} />
      </Form.Item>
    </>
  );
}
