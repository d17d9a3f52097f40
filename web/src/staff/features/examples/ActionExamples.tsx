import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { type Batch, BatchProgress } from '../../ui/BatchProgress.tsx';
import { FileUpload } from '../../ui/FileUpload.tsx';
import { ImpactPreview } from '../../ui/ImpactPreview.tsx';
import { SubmitForTwoPeople } from '../../ui/SubmitForTwoPeople.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { TwoPeople } from '../../ui/TwoPeople.tsx';
import { pretendToSend, refuseSeats } from './made-up.ts';
import { useExampleWords } from './words.ts';

const IMPACT = {
  count: 12_304,
  first: [
    { name: '示*一', campus: '990010' },
    { name: '示*二', campus: '990020' },
  ],
};
const SUBMITTED = {
  state: 'submitted' as const,
  submittedBy: 'example.one',
  submittedAt: '2026-11-30T02:00:00.000Z',
  decidedBy: null,
  decidedAt: null,
  reason: null,
  decisionRefusal: null,
};
const BATCH: Batch = { state: 'running', total: 12_304, done: 4_100, unchanged: 120, refused: 7 };

/** A form whose field the server refuses. */
export function FormExample() {
  const words = useExampleWords();
  const save = useMutation({ mutationFn: refuseSeats });
  return (
    <Card title={words.form}>
      <div className="form">
        <StaffForm<{ seats?: string }>
          submit={words.save}
          hints={{ seats: words.seatsRule }}
          pending={save.isPending}
          error={save.error}
          onSubmit={save.mutate}
        >
          <Form.Item name="seats" label={words.seats} extra={words.seatsRule}>
            <Input inputMode="numeric" />
          </Form.Item>
        </StaffForm>
      </div>
      <div aria-live="polite">{save.isSuccess && <Notice tone="good">{words.saved}</Notice>}</div>
    </Card>
  );
}

/** Whom something touches, what is submitted of it, and the decision of the second person. */
export function TwoPeopleExample() {
  const words = useExampleWords();
  const [open, setOpen] = useState<'submit' | 'decide' | null>(null);
  const [submitted, setSubmitted] = useState(false);
  const [decided, setDecided] = useState(false);
  return (
    <Card title={words.twoPeople}>
      <ImpactPreview impact={IMPACT} />
      <div className="actions">
        <Button
          onClick={() => {
            setSubmitted(false);
            setOpen('submit');
          }}
        >
          {words.submit}
        </Button>
        <Button onClick={() => setOpen('decide')}>{words.open}</Button>
      </div>
      <div aria-live="polite">{decided && <Notice tone="good">{words.decided}</Notice>}</div>
      {open === 'submit' && (
        <SubmitForTwoPeople
          title={words.submit}
          busy={false}
          submitted={submitted ? SUBMITTED : null}
          difference={[[words.seats, '100 → 90']]}
          done={words.saved}
          onClose={() => setOpen(null)}
        >
          <StaffForm<object>
            submit={words.submit}
            pending={false}
            error={null}
            onSubmit={() => setSubmitted(true)}
            onCancel={() => setOpen(null)}
          >
            <Facts items={[[words.seats, '100 → 90']]} />
          </StaffForm>
        </SubmitForTwoPeople>
      )}
      {open === 'decide' && (
        <TwoPeople
          title={words.twoPeople}
          submitted={SUBMITTED}
          mayDecide
          decide={async () => {}}
          withdraw={async () => {}}
          onDecided={() => {
            setOpen(null);
            setDecided(true);
          }}
          onClose={() => setOpen(null)}
        >
          <Facts items={[[words.seats, '100 → 90']]} />
          <ImpactPreview impact={IMPACT} />
        </TwoPeople>
      )}
    </Card>
  );
}

/** A file on its way. */
export function UploadExample() {
  const words = useExampleWords();
  return (
    <Card title={words.upload}>
      <FileUpload choose={words.choose} kinds={['.csv', '.xlsx']} maxMegabytes={1} send={pretendToSend} />
    </Card>
  );
}

/** An action on many rows, which can be paused. */
export function BatchExample() {
  const words = useExampleWords();
  const [batch, setBatch] = useState(BATCH);
  const become = (state: Batch['state']) => () => setBatch({ ...batch, state });
  return (
    <Card title={words.batch}>
      <BatchProgress
        batch={batch}
        onPause={become('paused')}
        onResume={become('running')}
        onCancel={become('cancelled')}
      />
    </Card>
  );
}
