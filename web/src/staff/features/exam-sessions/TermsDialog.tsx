import { Form, Input } from 'antd';
import { answer } from '../../../lib/client.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { useTimeRules } from '../../lib/use-time-rules.ts';
import { MomentInput, YuanInput } from '../../ui/SettingInputs.tsx';
import { api } from './exam-sessions-query.ts';
import { ManyDialog, type SeenMany } from './ManyDialog.tsx';
import { useOfferingsWords } from './offerings-words.ts';
import { SubjectItem } from './SubjectItem.tsx';

interface Values {
  scope: string;
  subject: string;
  feeFen?: number | null;
  examTime?: { startsAt?: string | null; endsAt?: string | null };
  window?: { opensAt?: string | null; closesAt?: string | null };
}

interface TermsDialogProps {
  examSession: string;
  /** The scope of whoever sets them. */
  scope: string;
  /** True for those who may set fee and exam time. */
  maySetTerms: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Sets the window, and fee and exam time, of a subject for all campuses of a scope that offer it. */
export function TermsDialog({ examSession, scope, maySetTerms, onClose, onDone }: TermsDialogProps) {
  const words = useOfferingsWords();
  const codes = useCodeRules();
  const times = useTimeRules();
  return (
    <ManyDialog<Values>
      title={words.termsTitle}
      initialValues={{ scope }}
      send={(values, preview, seen) => send(examSession, values, preview, seen)}
      confirm={words.termsConfirm}
      none={words.termsNone}
      onClose={onClose}
      onDone={onDone}
    >
      <SubjectItem name="subject" label={words.subject} required />
      <Form.Item name="scope" label={words.termsScope} rules={codes('scope')} extra={words.termsScopeRule}>
        <Input required autoComplete="off" />
      </Form.Item>
      <p className="muted">{words.termsLeaveOut}</p>
      <Form.Item name={['window', 'opensAt']} label={words.opensAt}>
        <MomentInput />
      </Form.Item>
      <Form.Item name={['window', 'closesAt']} label={words.closesAt} {...times.after(['window', 'opensAt'])}>
        <MomentInput />
      </Form.Item>
      {maySetTerms && <PricedItems />}
    </ManyDialog>
  );
}

/** The fields of fee and exam time. */
export function PricedItems() {
  const words = useOfferingsWords();
  const times = useTimeRules();
  return (
    <>
      <Form.Item name="feeFen" label={words.feeFen}>
        <YuanInput />
      </Form.Item>
      <Form.Item name={['examTime', 'startsAt']} label={words.examStartsAt}>
        <MomentInput />
      </Form.Item>
      <Form.Item
        name={['examTime', 'endsAt']}
        label={words.examEndsAt}
        {...times.after(['examTime', 'startsAt'])}
      >
        <MomentInput />
      </Form.Item>
    </>
  );
}

/** Reads fee and exam time as they were filled in; half of an exam time is for the server to refuse. */
export function pricedOf({
  feeFen,
  examTime: { startsAt, endsAt } = {},
}: Pick<Values, 'feeFen' | 'examTime'>) {
  return {
    ...(typeof feeFen === 'number' && { feeFen }),
    ...((startsAt || endsAt) && { examTime: { startsAt: startsAt ?? '', endsAt: endsAt ?? '' } }),
  };
}

async function send(
  examSession: string,
  { subject, scope, window: { opensAt, closesAt } = {}, ...priced }: Values,
  preview: 'true' | 'false',
  { seenMany, ...seen }: SeenMany,
) {
  const { offerings, ...answered } = await answer(
    api[':examSession'].subjects[':subject'].terms.$put({
      param: { examSession, subject },
      query: { preview },
      json: {
        scope,
        ...pricedOf(priced),
        ...((opensAt || closesAt) && { window: { opensAt: opensAt ?? '', closesAt: closesAt ?? '' } }),
        ...(seenMany !== undefined && { seenOfferings: seenMany }),
        ...seen,
      },
    }),
  );
  return { ...answered, many: offerings };
}
