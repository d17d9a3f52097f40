import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { findingsOf, flawsOf, impactOf, type SettingsAnswer } from '../../lib/setting-refusals.ts';
import { FlawList } from '../../ui/FlawList.tsx';
import { ImpactPreview } from '../../ui/ImpactPreview.tsx';
import { EXAM_SESSIONS } from '../../lib/exam-sessions-list.ts';
import { api, type ExamSessionSetup } from './exam-sessions-query.ts';
import { useOpeningWords } from './opening-words.ts';

interface MoveSessionProps {
  session: ExamSessionSetup;
  to: 'opening' | 'closing';
  onMoved: () => void;
}

/** Opens or closes an exam session, once whoever does it has seen how many people that touches. */
export function MoveSession({ session, to, onMoved }: MoveSessionProps) {
  const words = useOpeningWords();
  const queryClient = useQueryClient();
  const move = (preview: 'true' | 'false', seen: { seenCount?: number; seenFindings?: number }) =>
    answer(
      api[':examSession'][to].$post({
        param: { examSession: session.id },
        query: { preview },
        json: { version: session.version, ...seen },
      }),
    );
  const preview = useMutation({ mutationFn: () => move('true', {}) });
  const apply = useMutation({
    mutationFn: ({ impact, findings }: Pick<SettingsAnswer, 'impact' | 'findings'>) =>
      move('false', { seenCount: impact.count, seenFindings: findings.count }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: EXAM_SESSIONS });
      preview.reset();
      onMoved();
    },
  });
  const action = to === 'closing' ? words.close : session.state === 'closed' ? words.reopen : words.open;
  const impact = impactOf(apply.error) ?? preview.data?.impact;
  const findings = findingsOf(apply.error) ?? preview.data?.findings;
  const flaws = flawsOf(preview.error);
  const refused = flawsOf(apply.error);
  return (
    <>
      <div className="actions">
        <Button
          look={to === 'opening' ? 'main' : 'danger'}
          pending={preview.isPending}
          onClick={() => preview.mutate()}
        >
          {action}
        </Button>
      </div>
      {flaws ? <FlawList flaws={flaws} title={words.notYet[to]} /> : <ProblemNotice error={preview.error} />}
      {impact && findings && (
        <ConfirmDialog
          title={action}
          confirm={action}
          danger={to === 'closing'}
          pending={apply.isPending}
          problem={impactOf(apply.error) || refused ? null : apply.error}
          onConfirm={() => apply.mutate({ impact, findings })}
          onClose={() => {
            apply.reset();
            preview.reset();
          }}
        >
          <p>{to === 'opening' ? words.openText : words.closeText}</p>
          {refused && <FlawList flaws={refused} title={words.notYet[to]} />}
          <ImpactPreview impact={impact} />
          <FlawList flaws={findings.first} count={findings.count} />
        </ConfirmDialog>
      )}
    </>
  );
}
