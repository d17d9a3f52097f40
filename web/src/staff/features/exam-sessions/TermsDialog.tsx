import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { catalogueQuery } from '../../lib/catalogue-query.ts';
import { findingsOf, flawsOf, impactOf } from '../../lib/setting-refusals.ts';
import { FlawList } from '../../ui/FlawList.tsx';
import { ImpactPreview } from '../../ui/ImpactPreview.tsx';
import { Select } from '../../ui/Select.tsx';
import { MomentInput, YuanInput } from '../../ui/SettingInputs.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { api } from './exam-sessions-query.ts';
import { useOfferingsWords } from './offerings-words.ts';

interface Values {
  scope: string;
  subject: string;
  feeFen?: number | null;
  examTime?: { startsAt?: string | null; endsAt?: string | null };
}

interface SeenTerms {
  seenOfferings?: number;
  seenCount?: number;
  seenFindings?: number;
}

interface TermsDialogProps {
  examSession: string;
  /** The scope of whoever sets them. */
  scope: string;
  onClose: () => void;
  onDone: () => void;
}

/** Sets fee and exam time of a subject for all campuses of a scope, once it was seen how many and whom that touches. */
export function TermsDialog({ examSession, scope, onClose, onDone }: TermsDialogProps) {
  const words = useOfferingsWords();
  const { pick, t } = useWords();
  const subjects = useQuery(catalogueQuery).data?.subjects ?? [];
  const [wanted, setWanted] = useState<Values | null>(null);
  const preview = useMutation({
    mutationFn: (values: Values) => send(examSession, values, 'true', {}),
    onSuccess: (_answer, values) => setWanted(values),
  });
  const apply = useMutation({
    mutationFn: (seen: SeenTerms) =>
      wanted ? send(examSession, wanted, 'false', seen) : Promise.reject(new Error('nothing is wanted')),
    onSuccess: onDone,
  });
  const flaws = flawsOf(preview.error) ?? flawsOf(apply.error);
  const asked = preview.data;
  const impact = impactOf(apply.error) ?? asked?.impact;
  const findings = findingsOf(apply.error) ?? asked?.findings;
  const changes =
    asked && asked.changes.length > 0 && impact && findings ? { ...asked, impact, findings } : null;
  return (
    <Dialog
      title={words.termsTitle}
      onClose={onClose}
      busy={apply.isPending}
      actions={
        changes && (
          <>
            <Button onClick={onClose} disabled={apply.isPending}>
              {t('common.cancel')}
            </Button>
            <Button
              look="main"
              pending={apply.isPending}
              onClick={() =>
                apply.mutate({
                  seenOfferings: changes.offerings,
                  seenCount: changes.impact.count,
                  seenFindings: changes.findings.count,
                })
              }
            >
              {words.termsConfirm(changes.offerings)}
            </Button>
          </>
        )
      }
    >
      <StaffForm<Values>
        initialValues={{ scope }}
        submit={words.termsPreview}
        pending={preview.isPending}
        error={flaws ? null : preview.error}
        onSubmit={preview.mutate}
        onChange={() => {
          preview.reset();
          apply.reset();
        }}
        {...(!changes && { onCancel: onClose })}
      >
        <Form.Item name="subject" label={words.subject}>
          <Select
            required
            options={subjects.map(({ code, name }) => ({ value: code, label: `${code} ${pick(name)}` }))}
          />
        </Form.Item>
        <Form.Item name="scope" label={words.termsScope} extra={words.termsScopeRule}>
          <Input required autoComplete="off" />
        </Form.Item>
        <p className="muted">{words.termsLeaveOut}</p>
        <Form.Item name="feeFen" label={words.feeFen}>
          <YuanInput />
        </Form.Item>
        <Form.Item name={['examTime', 'startsAt']} label={words.examStartsAt}>
          <MomentInput />
        </Form.Item>
        <Form.Item name={['examTime', 'endsAt']} label={words.examEndsAt}>
          <MomentInput />
        </Form.Item>
        {flaws && <FlawList flaws={flaws} />}
      </StaffForm>
      {asked?.changes.length === 0 && (
        <Notice tone="info" live="status">
          <p>{words.termsNone}</p>
        </Notice>
      )}
      {changes && (
        <>
          <ImpactPreview impact={changes.impact} />
          <FlawList flaws={changes.findings.first} count={changes.findings.count} />
        </>
      )}
      <ProblemNotice error={flaws || impactOf(apply.error) ? null : apply.error} />
    </Dialog>
  );
}

function send(
  examSession: string,
  { subject, scope, feeFen, examTime: { startsAt, endsAt } = {} }: Values,
  preview: 'true' | 'false',
  seen: SeenTerms,
) {
  return answer(
    api[':examSession'].subjects[':subject'].terms.$put({
      param: { examSession, subject },
      query: { preview },
      json: {
        scope,
        ...(typeof feeFen === 'number' && { feeFen }),
        ...((startsAt || endsAt) && { examTime: { startsAt: startsAt ?? '', endsAt: endsAt ?? '' } }),
        ...seen,
      },
    }),
  );
}
