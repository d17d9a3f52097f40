import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import {
  MAX_PHOTOS_AT_ONCE,
  PHOTO_REASONS,
  type PhotoReason,
} from '../../../../../domain/roll/photo-review.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { api, PHOTOS, type PhotoSearch, type Verdict } from './photos-query.ts';
import { usePhotoWords } from './words.ts';

interface DecideAllProps {
  filter: PhotoSearch;
  /** How many were counted: the server does nothing if they are not as many any more. */
  count: number;
  onDone: (said: string) => void;
}

/** Decides all photos of the filter that are not reviewed. */
export function DecideAll({ filter, count, onDone }: DecideAllProps) {
  const words = usePhotoWords();
  const { language } = useWords();
  const id = useId();
  const queryClient = useQueryClient();
  const [outcome, setOutcome] = useState<Verdict['outcome'] | null>(null);
  const [reason, setReason] = useState<PhotoReason>('blurred');
  const number = count.toLocaleString(language);
  const deciding = useMutation({
    mutationFn: () => {
      const verdict: Verdict = outcome === 'reject' ? { outcome, reason } : { outcome: 'accept' };
      return answer(api.decisions.$post({ query: filter as never, json: { ...verdict, seenCount: count } }));
    },
    onSuccess: () => {
      setOutcome(null);
      onDone(words.manyDone(number));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: PHOTOS }),
  });
  const isPossible = count > 0 && count <= MAX_PHOTOS_AT_ONCE;
  return (
    <Card title={words.many}>
      <p>{words.manyText(number)}</p>
      <div className="actions">
        <Button disabled={!isPossible} onClick={() => setOutcome('accept')}>
          {words.acceptAll(number)}
        </Button>
        <Button disabled={!isPossible} onClick={() => setOutcome('reject')}>
          {words.rejectAll(number)}
        </Button>
      </div>
      {outcome && (
        <ConfirmDialog
          title={outcome === 'accept' ? words.acceptAll(number) : words.rejectAll(number)}
          confirm={words.confirm}
          danger={outcome === 'reject'}
          pending={deciding.isPending}
          problem={deciding.error}
          onConfirm={() => deciding.mutate()}
          onClose={() => setOutcome(null)}
        >
          <p>{words.sure(number)}</p>
          {outcome === 'reject' && (
            <p>
              <label htmlFor={id}>{words.why}</label>
              <Select
                id={id}
                placeholder={null}
                value={reason}
                onChange={({ target }) => setReason(target.value as PhotoReason)}
                options={PHOTO_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
              />
            </p>
          )}
        </ConfirmDialog>
      )}
    </Card>
  );
}
