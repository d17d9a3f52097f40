import { useSuspenseQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { examSessionsQuery } from '../../lib/queries.ts';
import { useChooseExamSession } from '../../lib/use-choose-exam-session.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Field } from '../../../ui/Field.tsx';

/** Lets visitors choose among several exam sessions; nothing while there is only one. */
export function ExamSessionChoice() {
  const { t, pick } = useWords();
  const chosen = useExamSessionId();
  const examSessions = useSuspenseQuery(examSessionsQuery).data;
  const choose = useChooseExamSession();
  if (examSessions.length < 2) return null;
  return (
    <div className="card">
      <Field label={t('home.examSession')}>
        {(control) => (
          <select
            {...control}
            value={chosen}
            onChange={(event) => void choose(event.target.value, PATHS.home)}
          >
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
