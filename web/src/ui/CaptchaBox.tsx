import { useWords } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { Spinner } from './Spinner.tsx';
import type { Captcha } from '../lib/use-captcha.ts';
import './captcha-box.css';

/** Shows the state of the captcha. It asks nothing of the person. */
export function CaptchaBox({ captcha: { state, renew } }: { captcha: Captcha }) {
  const { t } = useWords();
  return (
    <div className="captcha" data-state={state} aria-live="polite">
      {state === 'solving' ? <Spinner /> : <Icon name={state === 'solved' ? 'check' : 'warning'} />}
      <span>
        <strong>{t('captcha.label')}</strong> {t(`captcha.${state}`)}
      </span>
      {state === 'failed' && (
        <Button look="quiet" onClick={renew}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}
