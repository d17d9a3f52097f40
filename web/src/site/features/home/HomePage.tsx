import { useWords } from '../../../i18n/index.ts';
import { useExamSessionIfAny, useMe } from '../../lib/use-exam-session.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ExamSessionChoice } from './ExamSessionChoice.tsx';
import { ExamTimes } from './ExamTimes.tsx';
import { Faq } from './Faq.tsx';
import { Introduction } from './Introduction.tsx';
import { HomeBeforeSessions } from './HomeBeforeSessions.tsx';
import { MyState } from './MyState.tsx';
import { News } from './News.tsx';
import { PassportCard } from './PassportCard.tsx';
import { ProvinceWindows } from './ProvinceWindows.tsx';
import { Support } from './Support.tsx';
import { TicketTimes } from './TicketTimes.tsx';
import { Welcome } from './Welcome.tsx';
import './home.css';

/** The home page. Until the first exam session opens it says so. Visitors see what the exam is and when; candidates see their own state and what comes next. */
export function HomePage() {
  const { t } = useWords();
  const me = useMe();
  if (useExamSessionIfAny() === null) return <HomeBeforeSessions me={me} />;
  return (
    <div className="page">
      {me ? (
        <PageHead title={t('home.titleSignedIn')}>
          <p className="muted">{t('home.leadSignedIn')}</p>
        </PageHead>
      ) : (
        <Welcome />
      )}
      <ExamSessionChoice />
      {me && (
        <>
          <MyState me={me} />
          <PassportCard me={me} />
        </>
      )}
      <News scope={me?.province?.code ?? '*'} />
      <ProvinceWindows own={me?.province?.code} />
      <ExamTimes />
      <TicketTimes />
      {!me && <Introduction />}
      <Faq />
      <Support />
    </div>
  );
}
