import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { answer } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { api, PHOTOS } from './photos-query.ts';
import { usePhotoWords } from './words.ts';

/** Gives people without a photo the one of their last exam session, once it was said how many they are. */
export function ReusePhotos({
  examSession,
  onDone,
}: {
  examSession: string;
  onDone: (said: string) => void;
}) {
  const words = usePhotoWords();
  const { language } = useWords();
  const queryClient = useQueryClient();
  const [count, setCount] = useState<number | null>(null);
  const ask = (json: { seenCount?: number }) => answer(api.reuse.$post({ query: { examSession }, json }));
  const counting = useMutation({ mutationFn: () => ask({}), onSuccess: (found) => setCount(found.count) });
  const reusing = useMutation({
    mutationFn: () => ask({ seenCount: count ?? 0 }),
    onSuccess: (done) => {
      setCount(null);
      onDone(words.reuseDone(done.count.toLocaleString(language)));
      return queryClient.invalidateQueries({ queryKey: PHOTOS });
    },
  });
  return (
    <div>
      <Button pending={counting.isPending} onClick={() => counting.mutate()}>
        {words.reuse}
      </Button>
      <ProblemNotice error={counting.error} />
      {count !== null && (
        <ConfirmDialog
          title={words.reuse}
          confirm={words.confirm}
          pending={reusing.isPending}
          problem={reusing.error}
          onConfirm={() => (count === 0 ? setCount(null) : reusing.mutate())}
          onClose={() => setCount(null)}
        >
          <p>{words.reuseText(count.toLocaleString(language))}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
