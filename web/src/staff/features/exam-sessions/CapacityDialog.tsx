import { Form } from 'antd';
import { isCut, leastCapacity } from '../../../../../domain/seats/capacity.ts';
import { answer, client } from '../../../lib/client.ts';
import { useIntent } from '../../../lib/use-intent.ts';
import { useTwoPeopleWords } from '../../lib/two-people-words.ts';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { SubmitForTwoPeople } from '../../ui/SubmitForTwoPeople.tsx';
import { CapacityItem } from './CapacityItem.tsx';
import type { Offering } from './offerings-query.ts';
import { useOfferingsWords } from './offerings-words.ts';
import { useOfferingTitle } from './use-offering-title.ts';

interface CapacityDialogProps {
  examSession: string;
  offering: Offering;
  onClose: () => void;
  onDone: () => void;
}

/** Changes how many seats there are: a raise is made at once, a cut waits for a second person. */
export function CapacityDialog({ examSession, offering, onClose, onDone }: CapacityDialogProps) {
  const words = useOfferingsWords();
  const titleOf = useOfferingTitle();
  const { seatsNow } = useTwoPeopleWords();
  const [form] = Form.useForm<{ capacity: number }>();
  const typed = Form.useWatch('capacity', form) as unknown;
  const { campus, subject, pool } = offering;
  const cuts = typeof typed === 'number' && isCut(pool, typed);
  const submit = useIntent(
    ({ capacity }: { capacity: number }, key) =>
      answer(
        client.api.staff['capacity-changes'].$post({
          query: { examSession },
          json: { campus, subject, capacity },
          header: { 'idempotency-key': key },
        }),
      ),
    { onSuccess: onDone },
  );
  return (
    <SubmitForTwoPeople
      title={titleOf(words.changeSeats, offering)}
      busy={submit.isPending}
      submitted={submit.data ?? null}
      done={words.raised}
      difference={[[words.capacity, submit.data ? `${submit.data.before} → ${submit.data.capacity}` : '']]}
      onClose={onClose}
    >
      <p>{seatsNow(pool)}</p>
      <StaffForm<{ capacity: number }>
        form={form}
        initialValues={{ capacity: pool.capacity }}
        submit={cuts ? words.cut : words.raise}
        pending={submit.isPending}
        error={submit.error}
        onSubmit={submit.mutate}
        onCancel={onClose}
      >
        <CapacityItem least={leastCapacity(pool)} />
        <p className="muted" aria-live="polite">
          {cuts ? words.cutText : words.raiseText}
        </p>
      </StaffForm>
    </SubmitForTwoPeople>
  );
}
