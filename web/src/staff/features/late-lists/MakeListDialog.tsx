import { Form, Input } from 'antd';
import { answer, client } from '../../../lib/client.ts';
import { useIntent } from '../../../lib/use-intent.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { MomentInput } from '../../ui/SettingInputs.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useLateWords } from './words.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { useTimeRules } from '../../lib/use-time-rules.ts';

interface Typed {
  title: string;
  province?: string;
  opensAt: string;
  closesAt: string;
  payUntil: string;
}

interface MakeListDialogProps {
  examSession: string | undefined;
  /** The scope of whoever makes it; only those of the whole country name a province. */
  scope: string;
  onClose: () => void;
  onMade: (made: { id: string }) => void;
}

/** Makes a list of late registration: its title and its three times. */
export function MakeListDialog({ examSession, scope, onClose, onMade }: MakeListDialogProps) {
  const words = useLateWords();
  const codes = useCodeRules();
  const times = useTimeRules();
  const making = useIntent(
    ({ province, ...typed }: Typed, key) =>
      answer(
        client.api.staff['late-lists'].$post({
          query: examSession ? { examSession } : {},
          header: { 'idempotency-key': key },
          json: { ...typed, ...(province && { province }) },
        }),
      ),
    { onSuccess: onMade },
  );
  return (
    <Dialog title={words.make} onClose={onClose} busy={making.isPending} actions={null}>
      <StaffForm<Typed>
        submit={words.save}
        pending={making.isPending}
        error={making.error}
        onSubmit={making.mutate}
        onCancel={onClose}
      >
        <Form.Item name="title" label={words.title}>
          <Input required autoComplete="off" />
        </Form.Item>
        {scope === '*' && (
          <Form.Item name="province" label={words.provinceCode} rules={codes('province')}>
            <Input required autoComplete="off" inputMode="numeric" />
          </Form.Item>
        )}
        <Form.Item name="opensAt" label={words.opensAt}>
          <MomentInput required />
        </Form.Item>
        <Form.Item name="closesAt" label={words.closesAt} {...times.after('opensAt')}>
          <MomentInput required />
        </Form.Item>
        <Form.Item name="payUntil" label={words.payUntil} {...times.after('opensAt')}>
          <MomentInput required />
        </Form.Item>
      </StaffForm>
    </Dialog>
  );
}
