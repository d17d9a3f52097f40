import { Form, Input } from 'antd';
import { plainCode } from '../../../../../domain/text/code.ts';
import { answer } from '../../../lib/client.ts';
import { formatFen } from '../../../lib/money.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { useMomentText } from '../../lib/moment-text.ts';
import { useSettingsWords } from '../../lib/settings-words.ts';
import { useTimeRules } from '../../lib/use-time-rules.ts';
import { MomentInput } from '../../ui/SettingInputs.tsx';
import { type SeenSettings, type SettingField, SettingsForm } from '../../ui/SettingsForm.tsx';
import { CapacityItem } from './CapacityItem.tsx';
import { api } from './exam-sessions-query.ts';
import type { Offering } from './offerings-query.ts';
import { useOfferingsWords } from './offerings-words.ts';
import { PricedItems } from './TermsDialog.tsx';
import { SubjectItem } from './SubjectItem.tsx';
import { useOfferingTitle } from './use-offering-title.ts';

interface Values {
  campus: string;
  subject: string;
  opensAt: string;
  closesAt: string;
  feeFen: number | null;
  examTime: { startsAt: string | null; endsAt: string | null };
  capacity: number;
}

interface OfferingDialogProps {
  examSession: string;
  /** The offering to be changed; none for a new one. */
  offering?: Offering;
  maySetTerms: boolean;
  onClose: () => void;
  onSaved: () => void;
}

/** Offers a subject at a campus, or changes its window, fee and exam time. */
export function OfferingDialog(props: OfferingDialogProps) {
  const { examSession, offering, maySetTerms, onClose, onSaved } = props;
  const words = useOfferingsWords();
  const codes = useCodeRules();
  const times = useTimeRules();
  const titleOf = useOfferingTitle();
  return (
    <Dialog title={offering ? titleOf(words.change, offering) : words.add} onClose={onClose} actions={null}>
      <SettingsForm<Values>
        initialValues={valuesOf(offering)}
        version={offering?.version ?? 0}
        fields={useFields(offering?.subject)}
        submit={words.save}
        save={(values, seen) => send({ examSession, offering, maySetTerms }, values, seen)}
        onSaved={onSaved}
        onCancel={onClose}
      >
        {!offering && (
          <>
            <Form.Item name="campus" label={words.campus} extra={words.campusRule} rules={codes('campus')}>
              <Input required inputMode="numeric" autoComplete="off" />
            </Form.Item>
            <SubjectItem name="subject" label={words.subject} required />
            <CapacityItem />
          </>
        )}
        <Form.Item name="opensAt" label={words.opensAt}>
          <MomentInput required />
        </Form.Item>
        <Form.Item name="closesAt" label={words.closesAt} {...times.after('opensAt')}>
          <MomentInput required />
        </Form.Item>
        {maySetTerms ? <PricedItems /> : <p className="muted">{words.termsNote}</p>}
      </SettingsForm>
    </Dialog>
  );
}

function valuesOf(offering: Offering | undefined): Partial<Values> {
  if (!offering) return {};
  const { window, feeFen, examTime } = offering;
  return { ...window, feeFen, examTime: examTime ?? { startsAt: null, endsAt: null } };
}

/** The fields as the server tells of changes: by the code of the subject. */
function useFields(subject: string | undefined): Record<string, SettingField> {
  const words = useOfferingsWords();
  const { none } = useSettingsWords();
  const moment = useMomentText();
  const fields: Record<string, SettingField> = {
    opensAt: { label: words.opensAt, name: 'opensAt', show: moment },
    closesAt: { label: words.closesAt, name: 'closesAt', show: moment },
    feeFen: {
      label: words.fee,
      name: 'feeFen',
      show: (value) => (typeof value === 'number' ? formatFen(value) : none),
    },
    examStartsAt: { label: words.examStartsAt, name: ['examTime', 'startsAt'], show: moment },
    examEndsAt: { label: words.examEndsAt, name: ['examTime', 'endsAt'], show: moment },
    capacity: { label: words.capacity, name: 'capacity' },
  };
  return Object.fromEntries(
    Object.entries(fields).map(([field, shown]) => [subject ? `${subject}/${field}` : field, shown]),
  );
}

async function send(
  {
    examSession,
    offering,
    maySetTerms,
  }: Pick<OfferingDialogProps, 'examSession' | 'offering' | 'maySetTerms'>,
  values: Values,
  seen: SeenSettings,
) {
  const { opensAt, closesAt, feeFen, examTime, capacity } = values;
  const { campus, subject } = offering ?? { ...values, campus: plainCode(values.campus) };
  // What is set at a campus is counted together; of what is added there is no earlier version.
  const { version } = offering
    ? seen
    : await answer(api[':examSession'].windows[':scope'].$get({ param: { examSession, scope: campus } }));
  const { startsAt, endsAt } = examTime ?? {};
  const terms = {
    ...(feeFen !== null && feeFen !== undefined && { feeFen }),
    // Half of an exam time is for the server to refuse; of what is added it may be that of the province.
    ...(startsAt || endsAt
      ? { examTime: { startsAt: startsAt ?? '', endsAt: endsAt ?? '' } }
      : offering && { examTime: null }),
  };
  return answer(
    api[':examSession'].campuses[':campus'].subjects[':subject'].$put({
      param: { examSession, campus, subject },
      query: {},
      json: {
        ...seen,
        isNew: !offering,
        opensAt,
        closesAt,
        ...(maySetTerms && terms),
        ...(!offering && { capacity }),
        version,
      },
    }),
  );
}
