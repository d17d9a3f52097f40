import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  DECISION_MAIL_MINUTES,
  LAPSE_DAYS,
  SECOND_PERSON_ABOVE,
  type StaffRules,
} from '../../../../../domain/staff/staff-rules.ts';
import { answer, client } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { staffRulesQuery } from '../../lib/staff-rules-query.ts';
import { NumberItem } from '../../ui/SettingInputs.tsx';
import { SettingsForm } from '../../ui/SettingsForm.tsx';
import { useRulesWords } from '../../lib/rules-words.ts';

/** The rules for staff in the whole country, beyond any exam session. */
export function StaffRulesForm() {
  const words = useRulesWords();
  const queryClient = useQueryClient();
  const { data, error } = useQuery(staffRulesQuery);
  const [saves, setSaves] = useState(0);
  return (
    <Card title={words.country}>
      <p className="muted">{words.countryIntro}</p>
      <ProblemNotice error={error} />
      <div aria-live="polite">{saves > 0 && <Notice tone="good">{words.saved}</Notice>}</div>
      {data && (
        <SettingsForm<{ rules: StaffRules }>
          key={saves}
          initialValues={data}
          version={data.version}
          fields={{
            submissionLapseDays: { label: words.submissionLapseDays, name: ['rules', 'submissionLapseDays'] },
            decisionMailMinutes: { label: words.decisionMailMinutes, name: ['rules', 'decisionMailMinutes'] },
            secondPersonAbove: { label: words.secondPersonAbove, name: ['rules', 'secondPersonAbove'] },
          }}
          submit={words.save}
          save={({ rules }, seen) =>
            answer(client.api.staff.rules.$put({ query: {}, json: { rules, ...seen } }))
          }
          onSaved={async () => {
            await queryClient.invalidateQueries({ queryKey: staffRulesQuery.queryKey });
            setSaves((before) => before + 1);
          }}
        >
          <div className="setting-fields">
            <NumberItem
              name={['rules', 'submissionLapseDays']}
              label={words.submissionLapseDays}
              range={LAPSE_DAYS}
              unit={words.days}
              rule={words.submissionLapseRule}
            />
            <NumberItem
              name={['rules', 'decisionMailMinutes']}
              label={words.decisionMailMinutes}
              range={DECISION_MAIL_MINUTES}
              unit={words.minutes}
              rule={words.decisionMailRule}
            />
            <NumberItem
              name={['rules', 'secondPersonAbove']}
              label={words.secondPersonAbove}
              range={SECOND_PERSON_ABOVE}
              unit={words.people}
              rule={words.secondPersonRule}
            />
          </div>
        </SettingsForm>
      )}
    </Card>
  );
}
