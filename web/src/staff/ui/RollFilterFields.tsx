import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { collegeOf, type Scope } from '../../../../domain/scopes.ts';
import { staffMeQuery } from '../lib/queries.ts';
import { useCodeRules } from '../lib/use-code-rules.ts';
import { RollNameInput } from './RollNameInput.tsx';
import { useRollFilterWords } from './roll-filter-words.ts';

/** The fields of a filter by which people of a roll are found: college, class, place and exam session; whoever has a college has no other. */
export function RollFilterFields() {
  const words = useRollFilterWords();
  const codes = useCodeRules();
  const { data: me } = useQuery(staffMeQuery);
  const hasCollege = me ? collegeOf(me.scope as Scope) !== null : false;
  return (
    <>
      {!hasCollege && (
        <Form.Item name="college" label={words.college}>
          <RollNameInput of="college" />
        </Form.Item>
      )}
      <Form.Item name="class" label={words.className}>
        <RollNameInput of="class" />
      </Form.Item>
      {!hasCollege && (
        <Form.Item name="inside" label={words.inside} rules={codes('place')}>
          <Input inputMode="numeric" />
        </Form.Item>
      )}
      <Form.Item name="examSession" label={words.examSession} rules={codes('examSession')}>
        <Input spellCheck={false} />
      </Form.Item>
    </>
  );
}
