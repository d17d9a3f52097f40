import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import {
  MAX_MAIL_SUBJECT,
  MAX_MAIL_TEXT,
  unknownPlaceholders,
  type WrittenMail,
} from '../../../../../domain/messages/written-mail.ts';
import { PEOPLE_STAGES } from '../../../../../domain/registration/people-filter.ts';
import { answer, client } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import { useConsoleWords } from '../../lib/console-words.ts';
import { currentSessionQuery } from '../../lib/queries.ts';
import { usePeopleFilterWords } from '../../lib/people-filter-words.ts';
import { useMost } from '../../lib/use-most.ts';
import { useSearch, withEvery } from '../../lib/use-search.ts';
import { BulkDialog } from '../../ui/BulkDialog.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { PeopleFilterFields } from '../../ui/PeopleFilterFields.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useAskBeforeLeaving } from '../../ui/use-ask-before-leaving.tsx';
import { SubjectSelect } from '../../ui/SubjectSelect.tsx';
import { useMessageWords } from './words.ts';

const api = client.api.staff.messages;
const KEYS = [
  'college',
  'class',
  'inside',
  'examSession',
  'grade',
  'educationLevel',
  'stage',
  'subject',
] as const;

/** 群发消息: to all whom a filter finds, in words of one's own. */
export function MessagesPage() {
  const words = useMessageWords();
  const frame = useConsoleWords();
  const most = useMost();
  const { fields, any } = usePeopleFilterWords();
  const queryClient = useQueryClient();
  const { data: catalogue } = useQuery(catalogueQuery);
  const { values, set } = useSearch(KEYS);
  const [mail, setMail] = useState<WrittenMail | null>(null);
  const [unknown, setUnknown] = useState<string[]>([]);
  const { setFilledIn, question } = useAskBeforeLeaving();
  const { data: current, isPending } = useQuery(currentSessionQuery);
  // Whoever names no exam session sees which one the message is about, and sends that.
  const query = { ...values, examSession: values.examSession ?? current };
  const shown = withEvery(KEYS, query);
  return (
    <div className="page">
      <PageHead title={frame.pages.messages}>
        <p>{words.intro}</p>
      </PageHead>
      <Card title={words.whom}>
        {!isPending && (
          <FilterBar values={shown} onApply={(changed) => set(changed)}>
            <PeopleFilterFields stages={PEOPLE_STAGES} />
            <Form.Item name="subject" label={fields.subject}>
              <SubjectSelect placeholder={any} subjects={catalogue?.subjects ?? []} />
            </Form.Item>
          </FilterBar>
        )}
      </Card>
      <Card title={words.mail}>
        <p className="muted">{words.mailRule}</p>
        <StaffForm<{ mail: WrittenMail }>
          submit={words.preview}
          pending={false}
          error={null}
          onChange={() => setFilledIn(true)}
          onSubmit={({ mail: written }) => {
            const found = textsOf(written).flatMap(unknownPlaceholders);
            setUnknown(found);
            if (found.length === 0) setMail(written);
          }}
        >
          {(['zh', 'en'] as const).map((language) => (
            <div key={language}>
              <Form.Item
                name={['mail', 'subject', language]}
                label={words.subjects[language]}
                rules={[most(MAX_MAIL_SUBJECT)]}
              >
                <Input required autoComplete="off" lang={language} />
              </Form.Item>
              <Form.Item
                name={['mail', 'text', language]}
                label={words.texts[language]}
                rules={[most(MAX_MAIL_TEXT)]}
              >
                <Input.TextArea required rows={5} lang={language} />
              </Form.Item>
            </div>
          ))}
        </StaffForm>
        {unknown.length > 0 && (
          <Notice tone="bad" live="alert">
            <p>{words.unknown(unknown.join(' '))}</p>
          </Notice>
        )}
      </Card>
      {question}
      {mail && (
        <BulkDialog
          title={words.title}
          about={['messages', query, mail]}
          preview={() => answer(api.preview.$post({ query: query as never, json: { mail } }))}
          send={(seen, key) =>
            answer(
              api.$post({
                query: query as never,
                json: { mail, ...seen },
                header: { 'idempotency-key': key },
              }),
            )
          }
          onSent={() => {
            setFilledIn(false);
            void queryClient.invalidateQueries({ queryKey: ['staffBatches'] });
          }}
          onClose={() => setMail(null)}
        />
      )}
    </div>
  );
}

function textsOf({ subject, text }: WrittenMail): string[] {
  return [subject.zh, subject.en, text.zh, text.en];
}
