import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { PATHS } from '../../../lib/paths.ts';
import { Card } from '../../../ui/Card.tsx';
import { LinkButton } from '../../../ui/LinkButton.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { type SignInCalls, SignInList } from '../../../ui/SignInList.tsx';

const CALLS: SignInCalls = {
  list: () => answer(client.api.me['sign-ins'].$get()),
  end: (id) => answer(client.api.me['sign-ins'][':id'].$delete({ param: { id } })),
  endOthers: () => answer(client.api.me['sign-ins'].$delete()),
};

/** Where the candidate is signed in. */
export function SignInsPage() {
  const { t } = useWords();
  return (
    <div className="page">
      <PageHead title={t('titles.signIns')} />
      <Card title={t('signIns.listTitle')}>
        <SignInList calls={CALLS} advice={<p>{t('signIns.advice')}</p>} note={t('signIns.note')} />
      </Card>
      <div className="actions">
        <LinkButton look="main" to={PATHS.profile}>
          {t('signIns.back')}
        </LinkButton>
      </div>
    </div>
  );
}
