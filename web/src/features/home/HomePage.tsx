import { useWords } from '../../i18n/index.ts';
import { useMe } from '../../lib/use-exam-session.ts';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { PATHS } from '../../lib/paths.ts';
import { ExamSessionChoice } from './ExamSessionChoice.tsx';
import { Faq } from './Faq.tsx';
import { Introduction } from './Introduction.tsx';
import { News } from './News.tsx';
import { PassportCard } from './PassportCard.tsx';
import { ProvinceWindows } from './ProvinceWindows.tsx';
import { Support } from './Support.tsx';
import { StateCard } from './StateCard.tsx';
import { TicketTimes } from './TicketTimes.tsx';
import { PageHead } from '../../ui/PageHead.tsx';

/** Before signing in: what the exam is and when. Afterwards: what is mine, and what comes next. */
export function HomePage() {
  const { t } = useWords();
  const me = useMe();
  return (
    <div className="page">
      <PageHead title={t(me ? 'home.titleSignedIn' : 'home.title')}>
        <p className="muted">{t(me ? 'home.leadSignedIn' : 'home.lead')}</p>
      </PageHead>
      <ExamSessionChoice />
      {me ? (
        <>
          <StateCard me={me} />
          <PassportCard me={me} />
        </>
      ) : (
        <div className="actions">
          <LinkButton look="main" to={PATHS.signIn}>
            {t('home.signInToRegister')}
          </LinkButton>
          <LinkButton to={PATHS.registerPassport}>{t('titles.registerPassport')}</LinkButton>
          <LinkButton to={PATHS.findAccount}>{t('titles.findAccount')}</LinkButton>
        </div>
      )}
      <News scope={me?.province?.code ?? '*'} />
      <ProvinceWindows own={me?.province?.code} />
      <TicketTimes />
      {!me && <Introduction />}
      <Faq />
      <Support />
    </div>
  );
}
