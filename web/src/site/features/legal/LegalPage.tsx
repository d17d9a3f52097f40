import { useSuspenseQuery } from '@tanstack/react-query';
import { useWords } from '../../../i18n/index.ts';
import { agreementsQuery } from '../../lib/queries.ts';
import { useExamSessionIfAny } from '../../lib/use-exam-session.ts';
import { PageHead } from '../../../ui/PageHead.tsx';
import { TextBody } from '../../../ui/TextBody.tsx';

export function TermsPage() {
  return <LegalText kind="terms" />;
}

export function PrivacyPage() {
  return <LegalText kind="privacy" />;
}

/** One of the site's own texts, in the version in force. */
function LegalText({ kind }: { kind: 'terms' | 'privacy' }) {
  const { t, pick } = useWords();
  const examSession = useExamSessionIfAny();
  const text = useSuspenseQuery(agreementsQuery(examSession)).data.texts.find((each) => each.kind === kind);
  return (
    <div className="page">
      <PageHead title={t(`titles.${kind}`)}>
        {text && (
          <p className="muted small">
            {t('agreement.version')} {text.version}
          </p>
        )}
      </PageHead>
      <article className="card">
        {text ? <TextBody text={pick(text.body)} /> : <p>{t('agreement.none')}</p>}
      </article>
    </div>
  );
}
