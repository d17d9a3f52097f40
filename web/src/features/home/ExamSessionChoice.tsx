import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useWords } from '../../i18n/index.ts';
import { examSessionChoice } from '../../lib/exam-session-choice.ts';
import { chosenExamSessionQuery, examSessionsQuery } from '../../lib/queries.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Field } from '../../ui/Field.tsx';

/** Which exam session this visit is about; nothing to choose while there is one. */
export function ExamSessionChoice() {
  const { t, pick } = useWords();
  const chosen = useExamSessionId();
  const examSessions = useSuspenseQuery(examSessionsQuery).data;
  const queryClient = useQueryClient();
  const router = useRouter();
  if (examSessions.length < 2) return null;

  function choose(id: string) {
    examSessionChoice.keep(id);
    queryClient.setQueryData(chosenExamSessionQuery.queryKey, id);
    void router.invalidate();
  }

  return (
    <div className="card">
      <Field label={t('home.examSession')}>
        {(control) => (
          <select {...control} value={chosen} onChange={(event) => choose(event.target.value)}>
            {examSessions.map((examSession) => (
              <option key={examSession.id} value={examSession.id}>
                {pick(examSession.name)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </div>
  );
}
