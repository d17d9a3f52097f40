import { useQueryClient } from '@tanstack/react-query';
import { type ComponentType, useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { meQuery } from '../../lib/queries.ts';
import { useMe } from '../../lib/use-exam-session.ts';
import { Action } from '../../ui/Action.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Status } from '../../../ui/Status.tsx';
import { SendVerification } from '../../ui/SendVerification.tsx';
import type { ChangeDialogProps } from './change-dialog.ts';
import { EmailDialog } from './EmailDialog.tsx';
import { IdentityDialog } from './IdentityDialog.tsx';
import { MobileDialog } from './MobileDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

type Change = 'identity' | 'email' | 'mobile' | 'password';

const DIALOGS: Record<Change, ComponentType<ChangeDialogProps>> = {
  identity: IdentityDialog,
  email: EmailDialog,
  mobile: MobileDialog,
  password: PasswordDialog,
};

/** The passport's data, and the dialogs that change it. */
export function ProfilePage() {
  const { t } = useWords();
  const me = useMe();
  const queryClient = useQueryClient();
  const [changing, setChanging] = useState<Change | null>(null);
  const [done, setDone] = useState<Change | null>(null);
  if (!me) return null;

  const begin = (change: Change) => () => {
    setDone(null);
    setChanging(change);
  };
  const ChangeDialog = changing && DIALOGS[changing];
  const verified = (yes: boolean) => (
    <Status tone={yes ? 'good' : 'caution'}>{t(yes ? 'passport.verified' : 'passport.unverified')}</Status>
  );

  return (
    <div className="page">
      <PageHead title={t('titles.profile')}>
        <p className="muted">{t('profile.intro')}</p>
      </PageHead>
      <div aria-live="polite">
        {done && (
          <Notice tone="good">
            <p>{t(`profile.done.${done}`)}</p>
          </Notice>
        )}
      </div>
      <Card title={t('profile.identity')}>
        <Facts
          items={[
            [t('passport.name'), me.name],
            [t('passport.idType'), t(`idTypes.${me.idType}`)],
            [t('passport.idNumber'), me.idNumber],
            [t('passport.id'), <code key="id">{me.passportId}</code>],
          ]}
        />
        <div className="actions">
          <Action refusal={me.profileRefusal}>
            {(control) => (
              <Button {...control} onClick={begin('identity')}>
                {t('profile.change.identity')}
              </Button>
            )}
          </Action>
        </div>
      </Card>
      <Card title={t('passport.email')} aside={verified(me.emailVerified)}>
        <p>{me.email}</p>
        {!me.emailVerified && <SendVerification />}
        <div className="actions">
          <Button onClick={begin('email')}>{t('profile.change.email')}</Button>
        </div>
      </Card>
      <Card title={t('passport.mobile')} aside={verified(me.mobileVerified)}>
        <p className="number">{me.mobile}</p>
        <div className="actions">
          <Button onClick={begin('mobile')}>
            {t(me.mobileVerified ? 'profile.change.mobile' : 'profile.verifyMobile')}
          </Button>
        </div>
      </Card>
      <Card title={t('passport.password')}>
        <p>{t('profile.passwordText')}</p>
        <div className="actions">
          <Button onClick={begin('password')}>{t('profile.change.password')}</Button>
        </div>
      </Card>
      <Card title={t('titles.signIns')}>
        <p>{t('profile.signInsText')}</p>
        <div className="actions">
          <LinkButton to={PATHS.signIns}>{t('profile.seeSignIns')}</LinkButton>
        </div>
      </Card>
      {ChangeDialog && (
        <ChangeDialog
          me={me}
          onClose={() => setChanging(null)}
          onDone={() => {
            setDone(changing);
            setChanging(null);
            // The change may alter which roll entries are found.
            queryClient.removeQueries({ queryKey: ['eligibility'] });
            void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
          }}
        />
      )}
    </div>
  );
}
