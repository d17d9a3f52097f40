import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { CancelButton } from '../../../ui/CancelButton.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { findingsOf, flawsOf, impactOf, type SettingsAnswer } from '../../lib/setting-refusals.ts';
import { FlawList } from '../../ui/FlawList.tsx';
import { ImpactPreview } from '../../ui/ImpactPreview.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useOfferingsWords } from './offerings-words.ts';

/** What a change of many campuses is made on: how many of them, people and findings were told. */
export interface SeenMany {
  seenMany?: number;
  seenCount?: number;
  seenFindings?: number;
}

type Answer = Pick<SettingsAnswer, 'changes' | 'impact' | 'findings'> & {
  /** How many campuses it is about, and which those are, as far as they are named. */
  many: number;
  named?: { code: string; name: { zh: string; en: string } }[];
};

interface ManyDialogProps<Values> {
  title: string;
  initialValues: Partial<Values>;
  send: (values: Values, preview: 'true' | 'false', seen: SeenMany) => Promise<Answer>;
  confirm: (many: number) => string;
  /** What is said where nothing would change. */
  none: string;
  onClose: () => void;
  onDone: () => void;
  children: ReactNode;
}

/** Sets something at many campuses, once it was seen how many and whom that touches. */
export function ManyDialog<Values extends object>(props: ManyDialogProps<Values>) {
  const { onClose, send } = props;
  const words = useOfferingsWords();
  const { pick } = useWords();
  const [wanted, setWanted] = useState<Values | null>(null);
  const preview = useMutation({
    mutationFn: (values: Values) => send(values, 'true', {}),
    onSuccess: (_answer, values) => setWanted(values),
  });
  const apply = useMutation({
    mutationFn: (seen: SeenMany) =>
      wanted ? send(wanted, 'false', seen) : Promise.reject(new Error('nothing is wanted')),
    onSuccess: props.onDone,
  });
  const flaws = flawsOf(preview.error) ?? flawsOf(apply.error);
  const asked = preview.data;
  const impact = impactOf(apply.error) ?? asked?.impact;
  const findings = findingsOf(apply.error) ?? asked?.findings;
  const changes =
    asked && asked.changes.length > 0 && impact && findings ? { ...asked, impact, findings } : null;
  return (
    <Dialog
      title={props.title}
      onClose={onClose}
      busy={apply.isPending}
      foot={
        changes && (
          // Who has no mouse scrolls it, too.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className="dialog-impact" tabIndex={0}>
            {changes.named && (
              <p>
                {words.atCampuses(
                  changes.named.map(({ code, name }) => `${pick(name)} (${code})`),
                  changes.many,
                )}
              </p>
            )}
            <ImpactPreview impact={changes.impact} />
            <FlawList flaws={changes.findings.first} count={changes.findings.count} />
          </div>
        )
      }
      actions={
        changes && (
          <>
            <CancelButton onCancel={onClose} disabled={apply.isPending} />
            <Button
              look="main"
              pending={apply.isPending}
              onClick={() =>
                apply.mutate({
                  seenMany: changes.many,
                  seenCount: changes.impact.count,
                  seenFindings: changes.findings.count,
                })
              }
            >
              {props.confirm(changes.many)}
            </Button>
          </>
        )
      }
    >
      <StaffForm<Values>
        initialValues={props.initialValues}
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
        {props.children}
        {flaws && <FlawList flaws={flaws} />}
      </StaffForm>
      {asked?.changes.length === 0 && (
        <Notice tone="info" live="status">
          <p>{props.none}</p>
        </Notice>
      )}
      <ProblemNotice error={flaws || impactOf(apply.error) ? null : apply.error} />
    </Dialog>
  );
}
