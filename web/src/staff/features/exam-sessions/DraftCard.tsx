import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { useDatesWords } from './dates-words.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { EXAM_SESSIONS } from '../../lib/exam-sessions-list.ts';
import { type ExamSessionSetup } from './exam-sessions-query.ts';
import { MoveDatesDialog } from './MoveDatesDialog.tsx';

/** What mends a wrong draft: all its dates are moved, or it is deleted. */
export function DraftCard({ session }: { session: ExamSessionSetup }) {
  const words = useDatesWords();
  const queryClient = useQueryClient();
  const { history } = useRouter();
  const [doing, setDoing] = useState<'move' | 'delete' | null>(null);
  const [moved, setMoved] = useState(false);
  const close = () => setDoing(null);
  return (
    <Card title={words.title}>
      <p className="muted">{words.intro}</p>
      <div aria-live="polite">{moved && <Notice tone="good">{words.movedBy}</Notice>}</div>
      <div className="actions">
        <Button onClick={() => setDoing('move')}>{words.move}</Button>
        <Button look="danger" onClick={() => setDoing('delete')}>
          {words.remove}
        </Button>
      </div>
      {doing === 'move' && (
        <MoveDatesDialog
          session={session}
          onClose={close}
          onMoved={() => {
            setMoved(true);
            close();
            void queryClient.invalidateQueries({ queryKey: EXAM_SESSIONS });
          }}
        />
      )}
      {doing === 'delete' && (
        <DeleteDialog
          session={session}
          onClose={close}
          onDeleted={() => {
            history.push(STAFF_PAGES.examSessions.path);
            void queryClient.invalidateQueries({ queryKey: [...EXAM_SESSIONS, 'list'] });
          }}
        />
      )}
    </Card>
  );
}
