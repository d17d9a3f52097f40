import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useSignOut } from '../features/sign-in/use-sign-out.ts';
import { useWords } from '../../i18n/index.ts';
import { PATHS } from '../../lib/paths.ts';
import { chosenExamSessionQuery, examSessionsQuery, meQuery } from '../lib/queries.ts';
import { Icon } from '../../ui/Icon.tsx';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { SupportDialog } from './SupportDialog.tsx';

/** The header: exam name, exam session, who is signed in, and the help offered on every page. */
export function Header() {
  const { t, pick } = useWords();
  const [supportShown, setSupportShown] = useState(false);
  // Unset until it is known: nobody who is signed in is told to sign in.
  const me = useQuery(meQuery).data;
  const chosen = useQuery(chosenExamSessionQuery).data;
  const examSession = useQuery(examSessionsQuery).data?.find((session) => session.id === chosen);
  const signOut = useSignOut();
  return (
    <header className="header">
      <div className="header-inner">
        <Link className="header-brand" to={PATHS.home}>
          <span className="header-name">{t('titles.site')}</span>
          {examSession && <span className="header-session">{pick(examSession.name)}</span>}
        </Link>
        <div className="header-tools no-print">
          {me === undefined && <span className="header-awaited" />}
          {me && (
            <Link className="header-button header-owner" to={PATHS.profile}>
              <span className="header-person">{me.name}</span>
              <span className="header-number">{t('header.idEnds', { end: me.idNumber.slice(-4) })}</span>
              {!(me.emailVerified && me.mobileVerified) && (
                <span className="header-unverified">
                  <Icon name="warning" />
                  {t('header.unverified')}
                </span>
              )}
            </Link>
          )}
          <button className="header-button" type="button" onClick={() => setSupportShown(true)}>
            <Icon name="phone" />
            {t('header.support')}
          </button>
          <LanguageSwitch />
          {me && (
            <button className="header-button" type="button" onClick={() => signOut.mutate()}>
              <Icon name="leave" />
              {t('header.signOut')}
            </button>
          )}
          {me === null && (
            <Link className="header-button" to={PATHS.signIn}>
              {t('header.signIn')}
            </Link>
          )}
        </div>
      </div>
      {supportShown && (
        <SupportDialog
          phone={examSession?.supportPhone}
          hours={examSession && pick(examSession.supportHours)}
          passportId={me?.passportId}
          onClose={() => setSupportShown(false)}
        />
      )}
    </header>
  );
}
