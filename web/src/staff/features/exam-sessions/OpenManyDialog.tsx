import { Form, Input } from 'antd';
import { answer } from '../../../lib/client.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { useTimeRules } from '../../lib/use-time-rules.ts';
import { MomentInput } from '../../ui/SettingInputs.tsx';
import { CapacityItem } from './CapacityItem.tsx';
import { api } from './exam-sessions-query.ts';
import { ManyDialog, type SeenMany } from './ManyDialog.tsx';
import { useOfferingsWords } from './offerings-words.ts';
import { SubjectItem } from './SubjectItem.tsx';
import { PricedItems, pricedOf } from './TermsDialog.tsx';

interface Values {
  scope: string;
  subject: string;
  besides?: string;
  capacity: number;
  window: { opensAt: string; closesAt: string };
  feeFen?: number | null;
  examTime?: { startsAt?: string | null; endsAt?: string | null };
}

interface OpenManyDialogProps {
  examSession: string;
  /** The scope of whoever opens it. */
  scope: string;
  /** True for those who may set fee and exam time. */
  maySetTerms: boolean;
  onClose: () => void;
  onDone: () => void;
}

/** Opens a subject at all campuses of a scope that do not offer it yet. */
export function OpenManyDialog({ examSession, scope, maySetTerms, onClose, onDone }: OpenManyDialogProps) {
  const words = useOfferingsWords();
  const codes = useCodeRules();
  const times = useTimeRules();
  return (
    <ManyDialog<Values>
      title={words.openMany}
      initialValues={{ scope }}
      send={(values, preview, seen) => send(examSession, values, preview, seen)}
      confirm={words.openManyConfirm}
      none={words.openManyNone}
      onClose={onClose}
      onDone={onDone}
    >
      <SubjectItem name="subject" label={words.subject} required />
      <Form.Item name="scope" label={words.termsScope} rules={codes('scope')} extra={words.openManyScopeRule}>
        <Input required autoComplete="off" />
      </Form.Item>
      <SubjectItem name="besides" label={words.besides} placeholder={words.anyLack} />
      <CapacityItem rule={words.openManyCapacity} />
      <Form.Item name={['window', 'opensAt']} label={words.opensAt}>
        <MomentInput required />
      </Form.Item>
      <Form.Item name={['window', 'closesAt']} label={words.closesAt} {...times.after(['window', 'opensAt'])}>
        <MomentInput required />
      </Form.Item>
      <p className="muted">{words.openManyTerms}</p>
      {maySetTerms && <PricedItems />}
    </ManyDialog>
  );
}

async function send(
  examSession: string,
  { subject, scope, besides, capacity, window, ...priced }: Values,
  preview: 'true' | 'false',
  { seenMany, ...seen }: SeenMany,
) {
  const { campuses, firstCampuses, ...answered } = await answer(
    api[':examSession'].subjects[':subject'].offerings.$post({
      param: { examSession, subject },
      query: { preview },
      json: {
        scope,
        capacity,
        window,
        ...(besides && { besides }),
        ...pricedOf(priced),
        ...(seenMany !== undefined && { seenCampuses: seenMany }),
        ...seen,
      },
    }),
  );
  return { ...answered, many: campuses, named: firstCampuses };
}
