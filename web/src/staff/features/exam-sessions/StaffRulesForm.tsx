import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  DECISION_MAIL_MINUTES,
  LAPSE_DAYS,
  SECOND_PERSON_ABOVE,
  type StaffRules,
} from '../../../../../domain/staff/staff-rules.ts';
import { answer, client } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { staffRulesQuery } from '../../lib/staff-rules-query.ts';
import { NumberItem } from '../../ui/SettingInputs.tsx';
import { PageSettingsForm } from '../../ui/PageSettingsForm.tsx';
import { useRulesWords } from '../../lib/rules-words.ts';

/** The rules for staff in the whole country, beyond any exam session. */
export function StaffRulesForm() {
  const words = useRulesWords();
  const queryClient = useQueryClient();
  const { data, error } = useQuery(staffRulesQuery);
  return (
    <Card title={words.country}>
      <p className="muted">{words.countryIntro}</p>
      <ProblemNotice error={error} />
      {data && (
        <PageSettingsForm<{ rules: StaffRules }>
          saved={words.saved}
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
          onSaved={() => queryClient.invalidateQueries({ queryKey: staffRulesQuery.queryKey })}
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
        </PageSettingsForm>
      )}
    </Card>
  );
}
