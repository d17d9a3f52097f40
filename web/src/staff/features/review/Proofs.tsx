import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MAX_REVIEW_PROOFS } from '../../../../../domain/review/proofs.ts';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { kilobytesOf } from '../../lib/kilobytes.ts';
import { type StaffReview, staffReviewQuery } from '../../lib/queries.ts';
import { useStaffWords } from '../../lib/words.ts';
import { ProofUpload } from '../../ui/ProofUpload.tsx';

type Proof = StaffReview['proofs'][number];

interface ProofsProps {
  review: StaffReview;
  /** The account of whoever looks: they take away what they sent themselves. */
  account: string | undefined;
}

/** The files by which a school proves a re-check: pictures are shown, PDFs are taken away to be opened elsewhere. */
export function Proofs({ review: { id, state, proofs }, account }: ProofsProps) {
  const words = useStaffWords();
  const queryClient = useQueryClient();
  const show = (shown: { proofs: Proof[] }) =>
    queryClient.setQueryData(staffReviewQuery(id).queryKey, (before) => before && { ...before, ...shown });
  const remove = useMutation({
    mutationFn: (proof: string) =>
      answer(client.api.staff.reviews[':id'].proofs[':proof'].$delete({ param: { id, proof } })),
    onSuccess: show,
  });
  const isOpen = state === 'pending';
  const pathOf = (proof: Proof) => `/api/staff/reviews/${id}/proofs/${proof.id}`;
  return (
    <Card title={words.proofs}>
      {proofs.length === 0 && <p className="empty">{words.noProofs}</p>}
      <ul className="desk-proofs">
        {proofs.map((proof, index) => (
          <li key={proof.id}>
            {proof.type !== 'application/pdf' && (
              <img src={pathOf(proof)} alt={`${words.proofFile} ${index + 1}`} loading="lazy" />
            )}
            <p className="small">
              <a href={pathOf(proof)} download>
                {words.proofFile} {index + 1} {proof.type === 'application/pdf' && 'PDF'}
              </a>{' '}
              <span className="muted">
                {kilobytesOf(proof)} KB · {proof.uploadedBy} · <Moment at={proof.uploadedAt} />
              </span>{' '}
              {isOpen && proof.uploadedBy === account && (
                <Button look="quiet" pending={remove.isPending} onClick={() => remove.mutate(proof.id)}>
                  {words.removeProof}
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <ProblemNotice error={remove.error} />
      {isOpen && proofs.length < MAX_REVIEW_PROOFS && (
        <ProofUpload choose={words.addProof} path={`/api/staff/reviews/${id}/proofs`} onSent={show} />
      )}
    </Card>
  );
}
