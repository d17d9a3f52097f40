import { useWords } from '../../../i18n/index.ts';
import { PATHS } from '../../../lib/paths.ts';
import { isRegistered } from '../../lib/queries.ts';
import { useExamSessionId, useMe } from '../../lib/use-exam-session.ts';
import { LinkButton } from '../../../ui/LinkButton.tsx';

/** Leads from an order back to the registration, or home when there is none any more. */
export function BackLink() {
  const { t } = useWords();
  const registered = isRegistered(useMe(), useExamSessionId());
  return (
    <LinkButton look="main" to={registered ? PATHS.registration : PATHS.home}>
      {t(registered ? 'titles.registration' : 'common.home')}
    </LinkButton>
  );
}
