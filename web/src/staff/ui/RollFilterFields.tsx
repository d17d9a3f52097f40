import { Form, Input } from 'antd';
import { useRollFilterWords } from './roll-filter-words.ts';

/** The fields of a filter by which people of a roll are found: college, class, place and exam session. */
export function RollFilterFields() {
  const words = useRollFilterWords();
  return (
    <>
      <Form.Item name="college" label={words.college}>
        <Input />
      </Form.Item>
      <Form.Item name="class" label={words.className}>
        <Input />
      </Form.Item>
      <Form.Item name="inside" label={words.inside}>
        <Input inputMode="numeric" />
      </Form.Item>
      <Form.Item name="examSession" label={words.examSession}>
        <Input spellCheck={false} />
      </Form.Item>
    </>
  );
}
