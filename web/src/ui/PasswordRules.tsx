import {
  PASSWORD_MAX_LENGTH,
  PASSWORD_MIN_LENGTH,
  PASSWORD_SYMBOLS,
  type PasswordFlaw,
  passwordFlaws,
} from '../../../domain/passport/password.ts';
import { useWords } from '../i18n/index.ts';
import { Icon } from './Icon.tsx';

/**
 * The rules of a password, each with a mark once it is kept.
 * @param isCommon null while that was not asked: the server alone knows the list, and that rule says when it is looked at
 */
export function PasswordRules({ password, isCommon }: { password: string; isCommon: boolean | null }) {
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
      {rules.map(([text, broken]) => (
        <Rule key={broken[0]} text={text} isKept={!broken.some((flaw) => flaws.includes(flaw))} />
      ))}
      {isCommon === null ? (
        <li>
          <Icon name="info" />
          <span>{t('passwordRules.commonLater')}</span>
        </li>
      ) : (
        <Rule text={t('passwordRules.common')} isKept={!isCommon} />
      )}
    </ul>
  );
}

function Rule({ text, isKept }: { text: string; isKept: boolean }) {
  const { t } = useWords();
  return (
    <li className={isKept ? 'is-kept' : undefined}>
      <Icon name={isKept ? 'check' : 'dash'} />
      <span>
        {text}{' '}
        <span className="visually-hidden">{t(isKept ? 'passwordRules.kept' : 'passwordRules.open')}</span>
      </span>
    </li>
  );
}
