import { TELEPHONE } from '../../../../../domain/person/telephone.ts';
import { plainCode } from '../../../../../domain/text/code.ts';
import { useFormRules } from '../../lib/use-typed-rules.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Checkbox, Form, Input } from 'antd';
import { useEffect } from 'react';
import { RULE_RANGES, SUPPORT_HOURS_LIMIT } from '../../../../../domain/exam-session/settings.ts';
import { answer } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { PageSettingsForm } from '../../ui/PageSettingsForm.tsx';
import type { SettingField } from '../../ui/SettingsForm.tsx';
import { NumberItem } from '../../ui/SettingInputs.tsx';
import { useSettingsWords } from '../../lib/settings-words.ts';
import { EXAM_SESSIONS } from '../../lib/exam-sessions-list.ts';
import { api, type ExamSessionSetup } from './exam-sessions-query.ts';
import { useRulesWords } from '../../lib/rules-words.ts';

type Values = Pick<ExamSessionSetup, 'name' | 'rules'>;
type Rule = keyof Values['rules'];

const UNITS = {
  holdMinutes: 'minutes',
  graceMinutes: 'minutes',
  cet6ScoreFrom: 'points',
  roomSize: 'seats',
  oralSittingMinutes: 'minutes',
  photoWidth: 'pixels',
  photoHeight: 'pixels',
  photoKilobytes: 'kilobytes',
} as const;
const NUMBERS = Object.keys(UNITS) as (keyof typeof UNITS)[];
const MEANING = { holdMinutes: 'holdMinutesRule', graceMinutes: 'graceMinutesRule' } as const;
const SWITCHES = ['oralNeedsWrittenPaid', 'keepsLastWritten', 'ticketNeedsPhoto'] as const;
const HOURS = ['supportHoursZh', 'supportHoursEn'] as const;
const RULES: readonly Rule[] = [...NUMBERS, ...SWITCHES, 'supportPhone', ...HOURS];

/** The names and rules of an exam session: a form for whoever sets them, else read only. */
export function RulesForm({ session, maySet }: { session: ExamSessionSetup; maySet: boolean }) {
  const words = useRulesWords();
  const phoneRules = useFormRules(['rules', 'supportPhone'], (typed) => TELEPHONE.test(plainCode(typed)));
  const queryClient = useQueryClient();
  useFieldOfAddress();
  const fields: Record<string, SettingField> = {
    nameZh: { label: words.nameZh, name: ['name', 'zh'] },
    nameEn: { label: words.nameEn, name: ['name', 'en'] },
    ...Object.fromEntries(RULES.map((rule) => [rule, { label: words[rule], name: ['rules', rule] }])),
  };
  if (!maySet) return <ReadRules session={session} />;
  return (
    <Card title={words.title}>
      <p className="muted">{words.intro}</p>
      <PageSettingsForm<Values>
        saved={words.saved}
        initialValues={session}
        version={session.version}
        fields={fields}
        submit={words.save}
        save={(json, seen) =>
          answer(
            api[':examSession'].$put({
              param: { examSession: session.id },
              query: {},
              json: { ...json, ...seen },
            }),
          )
        }
        onSaved={() => queryClient.invalidateQueries({ queryKey: EXAM_SESSIONS })}
      >
        <div className="setting-fields">
          <Form.Item name={['name', 'zh']} label={words.nameZh}>
            <Input required autoComplete="off" />
          </Form.Item>
          <Form.Item name={['name', 'en']} label={words.nameEn}>
            <Input required autoComplete="off" />
          </Form.Item>
          {NUMBERS.map((rule) => (
            <NumberItem
              key={rule}
              name={['rules', rule]}
              label={words[rule]}
              range={RULE_RANGES[rule]}
              unit={words[UNITS[rule]]}
              {...(rule in MEANING && { rule: words[MEANING[rule as keyof typeof MEANING]] })}
            />
          ))}
          <Form.Item
            data-field="supportPhone"
            name={['rules', 'supportPhone']}
            label={words.supportPhone}
            rules={phoneRules}
          >
            <Input required autoComplete="off" />
          </Form.Item>
          {HOURS.map((rule) => (
            <Form.Item key={rule} data-field={rule} name={['rules', rule]} label={words[rule]}>
              <Input required autoComplete="off" maxLength={SUPPORT_HOURS_LIMIT} />
            </Form.Item>
          ))}
          {SWITCHES.map((rule) => (
            <Form.Item key={rule} name={['rules', rule]} valuePropName="checked">
              <Checkbox>{words[rule]}</Checkbox>
            </Form.Item>
          ))}
        </div>
      </PageSettingsForm>
    </Card>
  );
}

/** Puts the focus into the field that the address names behind its `#`, each time that a link leads there. */
function useFieldOfAddress(): void {
  const location = useLocation();
  useEffect(() => {
    const field = CSS.escape(location.hash);
    if (field) document.querySelector<HTMLElement>(`[data-field="${field}"] input`)?.focus();
  }, [location]);
}

function ReadRules({ session }: { session: ExamSessionSetup }) {
  const words = useRulesWords();
  const { yes, no } = useSettingsWords();
  const text = (value: string | number | boolean = false) =>
    typeof value === 'boolean' ? (value ? yes : no) : String(value);
  return (
    <Card title={words.title}>
      <p className="muted">{session.state === 'closed' ? words.closed : words.readOnly}</p>
      <Facts
        items={[
          [words.nameZh, session.name.zh],
          [words.nameEn, session.name.en],
          ...RULES.map((rule): [string, string] => [words[rule], text(session.rules[rule])]),
        ]}
      />
    </Card>
  );
}
