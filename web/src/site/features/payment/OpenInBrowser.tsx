import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { addressHere } from '../../lib/exam-session-choice.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Notice } from '../../../ui/Notice.tsx';

/** Says inside WeChat, where gateways' pages are blocked, how to go on in a browser. No order is opened before. */
export function OpenInBrowser() {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  const address = addressHere(useExamSessionId());
  // Older versions of WeChat let no page write to the clipboard; the address can be pressed and copied by hand.
  const copy = () =>
    void navigator.clipboard?.writeText(address).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <Notice tone="caution" title={t('payment.inWeChat.title')}>
      <p>{t('payment.inWeChat.why')}</p>
      <ol>
        <li>{t('payment.inWeChat.menu')}</li>
        <li>{t('payment.inWeChat.open')}</li>
        <li>{t('payment.inWeChat.signIn')}</li>
      </ol>
      <p>
        {t('payment.inWeChat.address')} <code>{address}</code>
      </p>
      <div className="actions">
        <Button onClick={copy}>{t('payment.inWeChat.copy')}</Button>
      </div>
      <p aria-live="polite">{copied && t('payment.inWeChat.copied')}</p>
    </Notice>
  );
}
