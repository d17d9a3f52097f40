import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { OFFERING_LACKS } from '../../../../../domain/exam-session/offering-rules.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { useConsoleWords } from '../../lib/console-words.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import type { StaffMe } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { columnSort, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { CapacityDialog } from './CapacityDialog.tsx';
import { EXAM_SESSIONS } from '../../lib/exam-sessions-list.ts';
import { api, type ExamSessionSetup } from './exam-sessions-query.ts';
import { type Doing, useOfferingColumns } from './offering-columns.tsx';
import { OFFERING_KEYS, offeringsQuery } from './offerings-query.ts';
import { useOfferingsWords } from './offerings-words.ts';
import { OfferingDialog } from './OfferingDialog.tsx';
import { OpenManyDialog } from './OpenManyDialog.tsx';
import { RemoveOffering } from './RemoveOffering.tsx';
import { SessionFrame } from './SessionFrame.tsx';
import { TermsDialog } from './TermsDialog.tsx';

/** The subjects at the campuses of one's scope, with windows, fees, exam times and seats. */
export function OfferingsPage() {
  return (
    <SessionFrame page="examSessionOfferings">
      {(session, me) => <Offerings session={session} me={me} />}
    </SessionFrame>
  );
}

function Offerings({ session, me }: { session: ExamSessionSetup; me: StaffMe }) {
  const words = useOfferingsWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const { pick } = useWords();
  const queryClient = useQueryClient();
  const { values, set } = useSearch(OFFERING_KEYS);
  const list = useQuery(offeringsQuery(session.id, values));
  const subjects = useQuery(catalogueQuery).data?.subjects ?? [];
  const [doing, setDoing] = useState<Doing | null>(null);
  const [saved, setSaved] = useState(false);
  const isOpen = session.state !== 'closed';
  const rights = {
    change: isOpen && may(me.role, 'offerings.change'),
    terms: isOpen && may(me.role, 'fees.change'),
    seats: may(me.role, 'capacity.change'),
  };
  const begin = (next: Doing) => {
    setSaved(false);
    setDoing(next);
  };
  const close = () => setDoing(null);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: EXAM_SESSIONS });
  const done = () => {
    setSaved(true);
    close();
    refresh();
  };
  const dialog = { examSession: session.id, onClose: close };
  const many = { scope: me.scope, maySetTerms: rights.terms, onDone: done };
  const { after: _page, ...inForce } = values;
  const { inside, subject, lacking } = values;
  return (
    <>
      <div aria-live="polite">{saved && <Notice tone="good">{words.saved}</Notice>}</div>
      <section className="card" aria-label={frame.pages.examSessionOfferings}>
        <p className="muted">
          {words.intro}{' '}
          <StaffLink to={`${STAFF_PAGES.places.path}?kind=campus`}>{words.oralOpening}</StaffLink>
        </p>
        <div className="actions">
          {rights.change && (
            <Button look="main" onClick={() => begin({ what: 'add' })}>
              {words.add}
            </Button>
          )}
          {rights.change && (
            <>
              <Button onClick={() => begin({ what: 'openMany' })}>{words.openMany}</Button>
              <Button onClick={() => begin({ what: 'terms' })}>{words.terms}</Button>
            </>
          )}
        </div>
        <FilterBar values={{ inside, subject, lacking }} onApply={set}>
          <Form.Item name="inside" label={words.inside} rules={codes('place')} extra={words.insideRule}>
            <Input inputMode="numeric" autoComplete="off" />
          </Form.Item>
          <Form.Item name="subject" label={words.subject}>
            <Select
              placeholder={words.anySubject}
              options={subjects.map(({ code, name }) => ({ value: code, label: `${code} ${pick(name)}` }))}
            />
          </Form.Item>
          <Form.Item name="lacking" label={words.lacking}>
            <Select
              placeholder={words.anyLack}
              options={OFFERING_LACKS.map((value) => ({ value, label: words.lacks[value] }))}
            />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                api[':examSession'].offerings.exports.$post({
                  param: { examSession: session.id },
                  query: { ...inForce, ...wish } as never,
                })
              }
            />
          }
          filter={{ inside, subject, lacking }}
          firstStep={words.firstStep}
          caption={frame.pages.examSessionOfferings}
          columns={useOfferingColumns(rights, begin)}
          rows={list.data?.offerings}
          rowKey={({ id }) => String(id)}
          query={list}
          sort={columnSort(values, { by: 'campus' }, set)}
          after={values.after}
          nextCursor={list.data?.nextCursor}
          onPage={(after) => set({ after })}
        />
      </section>
      {doing?.what === 'add' && <OfferingDialog {...dialog} maySetTerms={rights.terms} onSaved={done} />}
      {doing?.what === 'openMany' && <OpenManyDialog {...dialog} {...many} />}
      {doing?.what === 'terms' && <TermsDialog {...dialog} {...many} />}
      {doing?.what === 'change' && (
        <OfferingDialog {...dialog} offering={doing.offering} maySetTerms={rights.terms} onSaved={done} />
      )}
      {doing?.what === 'seats' && <CapacityDialog {...dialog} offering={doing.offering} onDone={refresh} />}
      {doing?.what === 'remove' && <RemoveOffering {...dialog} offering={doing.offering} onDone={done} />}
    </>
  );
}
