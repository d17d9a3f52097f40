import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { lookedForCharacter } from '../../../../../domain/lookup/looked-for.ts';
import { useBadCharacter } from '../../../lib/use-typed-problem.ts';
import { answer, client } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { typedRules } from '../../lib/use-typed-rules.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { PassportTable } from './PassportTable.tsx';
import { useCandidateWords } from './words.ts';

interface Lookup {
  text: string;
  school?: string;
  examSession?: string;
}

const look = ({ text, school, examSession }: Lookup) =>
  answer(
    client.api.staff.candidates.lookups.$post({
      query: { ...(examSession && { examSession }) },
      json: { text, ...(school && { school }) },
    }),
  );
type Found = Awaited<ReturnType<typeof look>>;

/** The last look-up stays as long as the page is loaded, so that going back from a candidate shows it. */
const LAST = ['staffLookup'];

/** Finds candidates by whatever staff were told. What is searched for stays out of the address. */
export function LookupPage() {
  const words = useCandidateWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const badCharacter = useBadCharacter();
  const textRules = [
    ...typedRules((typed) => {
      const character = lookedForCharacter(typed);
      return character === null ? undefined : { text: badCharacter('text', character), isAtOnce: true };
    }),
  ];
  const [last, setLast] = useState(() => queryClient.getQueryData<{ asked: Lookup; answer: Found }>(LAST));
  const finding = useMutation({
    mutationFn: look,
    onSuccess: (found, asked) => {
      const now = { asked, answer: found };
      queryClient.setQueryDefaults(LAST, { gcTime: Number.POSITIVE_INFINITY });
      queryClient.setQueryData(LAST, now);
      setLast(now);
    },
  });
  return (
    <div className="page">
      <PageHead title={frame.pages.candidates}>
        <p>{words.intro}</p>
      </PageHead>
      <section className="card" aria-label={words.find}>
        <StaffForm<Lookup>
          initialValues={last?.asked ?? {}}
          submit={words.find}
          pending={finding.isPending}
          error={finding.error}
          onSubmit={(lookup) => finding.mutate(lookup)}
        >
          <Form.Item name="text" label={words.text} rules={textRules}>
            <Input required autoComplete="off" spellCheck={false} />
          </Form.Item>
          <div className="setting-fields">
            <Form.Item name="school" label={words.school} rules={codes('school')}>
              <Input autoComplete="off" inputMode="numeric" />
            </Form.Item>
            <Form.Item name="examSession" label={words.examSession} rules={codes('examSession')}>
              <Input autoComplete="off" spellCheck={false} />
            </Form.Item>
          </div>
        </StaffForm>
      </section>
      <div aria-live="polite" aria-busy={finding.isPending}>
        {last && !finding.error && <Results found={last.answer} />}
      </div>
    </div>
  );
}

function Results({ found: { by, examSessionId, found, more, passports, morePassports } }: { found: Found }) {
  const words = useCandidateWords();
  const { t } = useWords();
  const readAs = by === 'person' ? words.readAs.person(examSessionId) : words.readAs[by];
  return (
    <>
      <Card title={found.length > 0 ? words.found(found.length) : words.nobody}>
        <p className="muted">{readAs}</p>
        {found.length === 0 && <p className="empty">{words.nobodyText[by]}</p>}
        {more && (
          <Notice tone="caution">
            <p>{words.more}</p>
          </Notice>
        )}
        {found.length > 0 && (
          <Table
            caption={words.found(found.length)}
            heads={[
              words.columns.person,
              words.columns.session,
              words.columns.place,
              words.columns.studentNumber,
              words.columns.stage,
            ]}
            rows={found.map((one) => ({
              key: one.id,
              cells: [
                <StaffLink key="who" to={STAFF_PAGES.candidate.path.replace('$candidate', one.id)}>
                  {one.name} <span className="muted">{one.idNumber}</span>
                </StaffLink>,
                one.examSessionId,
                [one.schoolCode, one.college, one.className].filter(Boolean).join(' · '),
                one.studentNumber,
                one.stage === null ? words.never : t(`stages.${one.stage}`),
              ],
            }))}
          />
        )}
      </Card>
      {passports.length > 0 && (
        <Card title={words.passports}>
          {morePassports && (
            <Notice tone="caution">
              <p>{words.morePassports(passports.length)}</p>
            </Notice>
          )}
          <PassportTable passports={passports} />
        </Card>
      )}
    </>
  );
}
