import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { candidateActor } from '../../../../../domain/actor.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { keptSignIn } from '../../../lib/kept-sign-in.ts';
import { linkToken } from '../../../lib/link-token.ts';
import { leaveFor } from '../../../lib/page-owner.ts';
import { PATHS } from '../../../lib/paths.ts';
import { hasCode } from '../../../lib/problem.ts';
import { useOnce } from '../../../lib/use-once.ts';
import { Button } from '../../../ui/Button.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { pathAfterSignIn } from '../../lib/path-after-sign-in.ts';
import { siteSignIn } from '../../lib/site-sign-in.ts';
import { LinkAccount } from '../../ui/LinkAccount.tsx';
import { useMe } from '../../lib/use-exam-session.ts';

const route = getRouteApi('/site/sign-in-link');

/** The page opened from the mail. Opening it changes nothing: it says whom the link signs in, and waits for a click. */
export function SignInLinkPage() {
  const { t } = useWords();
  const token = linkToken(route.useSearch().token);
  const link = useQuery({
    queryKey: ['signInLink', token],
    queryFn: () => answer(client.api['sign-in-links'][':token'].$get({ param: { token } })),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  // The link works once: a second click must not come back as a refusal of the first.
  const signIn = useOnce({
    mutationFn: async () =>
      keptSignIn(
        () => client.api.me.$get(),
        await answer(client.api['sign-in-links'][':token'].$post({ param: { token } })),
      ),
    onSuccess: ({ passportId }) => {
      const actor = candidateActor(passportId);
      const path = pathAfterSignIn(actor, undefined);
      siteSignIn.set(actor);
      return leaveFor(path);
    },
  });
  const error = link.error ?? signIn.error;
  const me = useMe();

  return (
    <div className="page page-narrow">
      <PageHead title={t('titles.signInLink')} />
      {link.isPending && (
        <Notice tone="info" live="status" busy>
          <p>{t('common.loading')}</p>
        </Notice>
      )}
      {error ? (
        <>
          {me && hasCode(error, 'SIGN_IN_LINK_USED') ? (
            <Notice tone="good" live="status">
              <p>{t('signInLink.signedIn', { name: me.name })}</p>
            </Notice>
          ) : (
            <ProblemNotice error={error} />
          )}
          <div className="actions">
            <LinkButton look="main" to={me ? PATHS.home : PATHS.signIn}>
              {t(me ? 'common.home' : 'header.signIn')}
            </LinkButton>
          </div>
        </>
      ) : (
        link.data && (
          <div className="card form">
            <LinkAccount
              intro={t('signInLink.intro')}
              link={link.data}
              another={(name) => t('signInLink.another', { name })}
            />
            <p className="muted small">{t('signInLink.once')}</p>
            <Button look="main" pending={signIn.isPending} onClick={() => signIn.mutate()}>
              {t('signIn.submit')}
            </Button>
          </div>
        )
      )}
    </div>
  );
}
