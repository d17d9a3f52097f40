import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/index.ts';
import type { SignIn } from '../lib/api-types.ts';
import { Button } from './Button.tsx';
import { Facts } from './Facts.tsx';
import { Moment } from './Moment.tsx';
import { Notice } from './Notice.tsx';
import { PartProblem } from './PartProblem.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import { Skeleton } from './Skeleton.tsx';
import { Status } from './Status.tsx';
import './sign-in-list.css';

const SIGN_INS = ['signIns'];

/** The calls about one's own sign-ins, which candidates and staff have at addresses of their own. */
export interface SignInCalls {
  list: () => Promise<{ signIns: SignIn[] }>;
  end: (id: string) => Promise<{ ended: number }>;
  endOthers: () => Promise<{ ended: number }>;
}

/**
 * Where one is signed in, with buttons that end it.
 * @param advice what to do about one that is not one's own
 * @param note when sign-ins end by themselves, and what is kept of them
 */
export function SignInList({ calls, advice, note }: { calls: SignInCalls; advice: ReactNode; note: string }) {
  const { t } = useWords();
  const queryClient = useQueryClient();
  const list = useQuery({ queryKey: SIGN_INS, queryFn: calls.list, staleTime: 0 });
  const end = useMutation({
    mutationFn: (id: string | null) => (id === null ? calls.endOthers() : calls.end(id)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: SIGN_INS }),
  });
  const signIns = (list.data?.signIns ?? []).toSorted((a, b) => Number(b.current) - Number(a.current));
  const named = ({ system, browser }: SignIn) =>
    t('signIns.device', {
      system: t(`signIns.systems.${system}`),
      browser: t(`signIns.browsers.${browser}`),
    });

  return (
    <div className="stack">
      {advice}
      <PartProblem part={list} />
      <ProblemNotice error={end.error} />
      <div aria-live="polite">
        {end.isSuccess && <Notice tone="good">{t('signIns.ended', { count: end.data.ended })}</Notice>}
      </div>
      {list.isPending && <Skeleton />}
      <ul className="sign-ins">
        {signIns.map((signIn) => (
          <li className="sign-in" key={signIn.id}>
            <div className="sign-in-head">
              <h3>{named(signIn)}</h3>
              {signIn.current ? (
                <Status tone="good">{t('signIns.current')}</Status>
              ) : (
                <Button
                  pending={end.isPending && end.variables === signIn.id}
                  disabled={end.isPending}
                  onClick={() => end.mutate(signIn.id)}
                >
                  {t('signIns.end')}
                  <span className="visually-hidden"> {named(signIn)}</span>
                </Button>
              )}
            </div>
            <Facts
              items={[
                [t('signIns.lastUsedAt'), <Moment key="used" at={signIn.lastUsedAt} />],
                [t('signIns.signedInAt'), <Moment key="in" at={signIn.signedInAt} />],
                [t('signIns.network'), signIn.network ?? t('signIns.unknownNetwork')],
              ]}
            />
          </li>
        ))}
      </ul>
      {list.data && signIns.length <= 1 && <p className="muted">{t('signIns.alone')}</p>}
      <p className="muted small">{note}</p>
      {signIns.length > 1 && (
        <div className="actions">
          <Button
            look="danger"
            pending={end.isPending && end.variables === null}
            disabled={end.isPending}
            onClick={() => end.mutate(null)}
          >
            {t('signIns.endOthers')}
          </Button>
        </div>
      )}
    </div>
  );
}
