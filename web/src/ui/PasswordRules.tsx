import {
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  PASSWORD_SYMBOLS,
  type PasswordFlaw,
  passwordFlaws,
} from '../../../domain/passport/password.ts';
import { useWords } from '../i18n/index.ts';
import { Icon } from './Icon.tsx';

/** The rules of a password, each with a mark once it is kept. Which common ones are refused the server alone knows: that rule says when it is looked at. */
export function PasswordRules({ password }: { password: string }) {
  const { t } = useWords();
  const flaws = passwordFlaws(password);
  const length = { least: PASSWORD_MIN_LENGTH, most: PASSWORD_MAX_LENGTH, count: password.length };
  const rules: [text: string, broken: PasswordFlaw[]][] = [
    [t('passwordRules.length', length), ['TOO_SHORT', 'TOO_LONG']],
    [t('passwordRules.letter'), ['NO_LETTER']],
    [t('passwordRules.digit'), ['NO_DIGIT']],
    [t('passwordRules.symbol', { symbols: PASSWORD_SYMBOLS }), ['NO_SYMBOL']],
  ];
  return (
    <ul className="password-rules" aria-label={t('passwordRules.title')}>
      {rules.map(([text, broken]) => {
        const isKept = !broken.some((flaw) => flaws.includes(flaw));
        return (
          <li key={broken[0]} className={isKept ? 'is-kept' : undefined}>
            <Icon name={isKept ? 'check' : 'dash'} />
            <span>
              {text}{' '}
              <span className="visually-hidden">
                {t(isKept ? 'passwordRules.kept' : 'passwordRules.open')}
              </span>
            </span>
          </li>
        );
      })}
      <li>
        <Icon name="info" />
        <span>{t('passwordRules.common')}</span>
      </li>
    </ul>
  );
}
