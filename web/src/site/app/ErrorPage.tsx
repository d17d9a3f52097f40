import { onlineManager, useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useWords } from '../../i18n/index.ts';
import { currentHref, leaveFor } from '../../lib/page-owner.ts';
import { PATHS } from '../../lib/paths.ts';
import { Problem } from '../../lib/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

/** Takes the place of a page that could not be loaded: says what happened and offers a way on. */
export function ErrorPage({ error }: ErrorComponentProps) {
  const { t } = useWords();
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  const retry = useCallback(() => {
    // What went wrong on the page itself, and not in asking for something, goes wrong again on the same page.
    if (!(error instanceof Problem)) return void leaveFor(currentHref());
    reset();
    return void router.invalidate();
  }, [error, reset, router]);
  // The page retries by itself once the connection is back: nobody should have to ask for what was missing.
  useEffect(() => onlineManager.subscribe((isOnline) => isOnline && retry()), [retry]);
  return (
    <div className="page">
      <PageHead title={t('problem.pageTitle')} />
      <ProblemNotice error={error} />
      <div className="actions">
        <Button look="main" onClick={retry}>
          {t('common.retry')}
        </Button>
        <LinkButton to={PATHS.home}>{t('common.home')}</LinkButton>
      </div>
    </div>
  );
}
