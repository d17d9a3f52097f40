import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useWords } from '../../../i18n/index.ts';
import { examSessionChoice } from '../../lib/exam-session-choice.ts';
import { chosenExamSessionQuery, examSessionsQuery } from '../../lib/queries.ts';
import { useExamSessionId, useMe } from '../../lib/use-exam-session.ts';
import { formatFen } from '../../../lib/money.ts';
import { Field } from '../../../ui/Field.tsx';
import { Notice } from '../../../ui/Notice.tsx';

/**
 * Lets visitors choose among several exam sessions, and shows what is unpaid in the others; nothing while there is only
 * one.
 */
export function ExamSessionChoice() {
  const { t, pick } = useWords();
  const chosen = useExamSessionId();
  const examSessions = useSuspenseQuery(examSessionsQuery).data;
  const queryClient = useQueryClient();
  const router = useRouter();
  const me = useMe();
  if (examSessions.length < 2) return null;

  const unpaid = examSessions.flatMap((examSession) => {
    const { id } = examSession;
    const own = me?.registrations.find(({ examSessionId }) => examSessionId === id);
    return own && id !== chosen && own.unpaidFen > 0 ? { examSession, unpaidFen: own.unpaidFen } : [];
  });

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
      {unpaid.map(({ examSession, unpaidFen }) => (
        <Notice tone="caution" key={examSession.id}>
          <p>{t('home.unpaidElsewhere', { name: pick(examSession.name), sum: formatFen(unpaidFen) })}</p>
        </Notice>
      ))}
    </div>
  );
}
