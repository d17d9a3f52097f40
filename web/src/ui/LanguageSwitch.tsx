import { switchLanguage, useWords } from '../i18n/index.ts';
import { Icon } from './Icon.tsx';

/** The switch to the other language. It is named in that language, so that those who need it can read it. */
export function LanguageSwitch() {
  const { t, language } = useWords();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <button
      className="header-button"
      type="button"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => void switchLanguage(other)}
    >
      <Icon name="globe" />
      {t('header.otherLanguage')}
    </button>
  );
}
