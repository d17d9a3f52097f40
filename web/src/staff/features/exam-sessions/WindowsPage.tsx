import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { isInScope, type Scope } from '../../../../../domain/scopes.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { isoInstant } from '../../../../../domain/time.ts';
import { Card } from '../../../ui/Card.tsx';
import { PeriodText } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Status } from '../../../ui/Status.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useScopeName, useWindowWords } from '../../lib/flaw-places.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import type { StaffMe } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { staffMeQuery } from '../../lib/queries.ts';
import { FlawList } from '../../ui/FlawList.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { checklistQuery, type ExamSessionSetup } from './exam-sessions-query.ts';
import { isAboutWindows, isSetAround, mendPath, placeOfFlaw } from './mend-path.ts';
import { sessionPath } from './session-path.ts';
import { SessionFrame } from './SessionFrame.tsx';
import { Timeline } from './Timeline.tsx';
import { WindowsForm } from './WindowsForm.tsx';
import { reachesOutside, shownWindows, type ShownWindow, windowsQuery } from './windows-query.ts';
import { useWindowsWords } from './windows-words.ts';

/** The windows of a scope with those around and inside of it. */
export function WindowsPage() {
  return (
    <SessionFrame page="examSessionWindows">
      {(session, me) => <WindowsOfScope session={session} me={me} />}
    </SessionFrame>
  );
}

function WindowsOfScope({ session, me }: { session: ExamSessionSetup; me: StaffMe }) {
  const words = useWindowsWords();
  const codes = useCodeRules();
  const scopeName = useScopeName();
  const { values, set } = useSearch(['scope']);
  const scope = values.scope ?? me.scope;
  const { data, error } = useQuery(windowsQuery(session.id, scope));
  const windows = data ? shownWindows(data) : [];
  const maySet =
    may(me.role, 'windows.change') && isInScope(scope, me.scope as Scope) && session.state !== 'closed';
  return (
    <>
      <section className="card" aria-label={words.scope}>
        <p className="muted">{words.intro}</p>
        <FilterBar values={{ scope: values.scope }} onApply={set}>
          <Form.Item name="scope" label={words.scope} rules={codes('scope')} extra={words.scopeRule}>
            <Input placeholder={me.scope} autoComplete="off" />
          </Form.Item>
        </FilterBar>
      </section>
      <ProblemNotice error={error} />
      {error && scope !== me.scope && (
        <StaffLink className="button" to={sessionPath('examSessionWindows', session.id)}>
          {words.ownScope}
        </StaffLink>
      )}
      {!data && !error && <Skeleton />}
      {data && (
        <>
          <Contradictions examSession={session.id} scope={scope} />
          <Card title={words.timeline(scopeName(scope))}>
            {windows.length > 0 ? <Timeline windows={windows} /> : <p className="empty">{words.nothing}</p>}
          </Card>
          {windows.length > 0 && (
            <Card title={words.table(scopeName(scope))}>
              <WindowsTable examSession={session.id} windows={windows} />
            </Card>
          )}
          <Card title={words.edit(scopeName(scope))}>
            {maySet ? (
              <WindowsForm key={scope} examSession={session.id} set={data} />
            ) : (
              <p className="muted">{session.state === 'closed' ? words.closed : words.readOnly}</p>
            )}
          </Card>
        </>
      )}
    </>
  );
}

/** What the checklist says of windows in a scope. */
function Contradictions({ examSession, scope }: { examSession: string; scope: string }) {
  const words = useWindowsWords();
  const { data, error } = useQuery(checklistQuery(examSession));
  const { data: me } = useQuery(staffMeQuery);
  const flaws = data?.missing.filter(
    (flaw) => isAboutWindows(flaw) && isInScope(placeOfFlaw(flaw), scope as Scope),
  );
  return (
    <Card title={words.contradictions}>
      <ProblemNotice error={error} />
      {flaws?.length === 0 && <Notice tone="good">{words.none}</Notice>}
      {flaws && (
        <FlawList
          flaws={flaws}
          title={words.contradict}
          mendPath={(flaw) => mendPath(examSession, flaw)}
          isSetAround={(flaw) => isSetAround(flaw, me?.scope as Scope | undefined)}
        />
      )}
    </Card>
  );
}

function WindowsTable({ examSession, windows }: { examSession: string; windows: ShownWindow[] }) {
  const words = useWindowsWords();
  const { kinds } = useWindowWords();
  const scopeName = useScopeName();
  return (
    <Table
      caption={words.period}
      heads={[words.kind, words.level, words.period, words.note]}
      rows={windows.map((window) => ({
        key: `${window.kind} ${window.scope}`,
        cells: [
          kinds[window.kind],
          <StaffLink key="scope" to={sessionPath('examSessionWindows', examSession, { scope: window.scope })}>
            {scopeName(window.scope)}
          </StaffLink>,
          <PeriodText
            key="period"
            period={{ opensAt: isoInstant(window.opensAt), closesAt: isoInstant(window.closesAt) }}
          />,
          reachesOutside(window) ? <Status tone="bad">{words.outside}</Status> : words[window.relation],
        ],
      }))}
    />
  );
}
