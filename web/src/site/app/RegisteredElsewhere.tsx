import { useSuspenseQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { isOver } from '../../../../domain/exam-session/current-exam-session.ts';
import { useWords } from '../../i18n/index.ts';
import type { Me } from '../../lib/api-types.ts';
import { formatFen } from '../../lib/money.ts';
import { PATHS } from '../../lib/paths.ts';
import { serverNow } from '../../lib/server-clock.ts';
import { datedExamSession } from '../lib/exam-session-choice.ts';
import { examSessionsQuery, isRegistered } from '../lib/queries.ts';
import { useChooseExamSession } from '../lib/use-choose-exam-session.ts';
import { useExamSessionId } from '../lib/use-exam-session.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';

/**
 * Says in which other exam session one is registered, with the way there. Whoever is registered in the one shown as well
 * reads it on the home page only, unless money is due.
 */
export function RegisteredElsewhere({ me }: { me: Me }) {
  const { t, pick } = useWords();
  const shown = useExamSessionId();
  const examSessions = useSuspenseQuery(examSessionsQuery).data;
  const choose = useChooseExamSession();
  const isHome = useLocation({ select: ({ pathname }) => pathname === PATHS.home });
  const mayWait = isRegistered(me, shown) && !isHome;
  const others = me.registrations.flatMap((own) => {
    const examSession = examSessions.find(({ id }) => id === own.examSessionId);
    if (!examSession || examSession.id === shown) return [];
    if (own.unpaidFen === 0 && (mayWait || isOver(datedExamSession(examSession), serverNow()))) return [];
    return { ...own, name: pick(examSession.name) };
  });
  return others.map(({ examSessionId, name, stage, unpaidFen }) => (
    <div className="above-page no-print" key={examSessionId}>
      <Notice tone={unpaidFen > 0 ? 'caution' : 'info'}>
        <p>
          {unpaidFen > 0
            ? t('home.elsewhere.unpaid', { name, sum: formatFen(unpaidFen) })
            : t(stage === 'paid' ? 'home.elsewhere.paid' : 'home.elsewhere.saved', { name })}
        </p>
        <div className="actions">
          <Button onClick={() => void choose(examSessionId, PATHS.registration)}>
            {t('home.elsewhere.see', { name })}
          </Button>
        </div>
      </Notice>
    </div>
  ));
}
