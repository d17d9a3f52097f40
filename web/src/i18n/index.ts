import { createInstance } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Bilingual } from '../lib/api-types.ts';
import type { Language } from '../lib/moments.ts';
import { chosenLanguage } from '../lib/chosen-language.ts';
import { loadPage } from '../lib/load-page.ts';
import type { Words } from './zh.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Words };
  }
}

const LOADERS: Record<Language, () => Promise<{ words: Words }>> = {
  zh: () => import('./zh.ts'),
  en: () => import('./en.ts'),
};

export const i18n = createInstance();

/** Starts in the language that was chosen, else in that of the page, which is the one that the browser prefers. */
export async function startI18n(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: 'zh',
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await showIn(chosenLanguage.read() ?? (document.documentElement.lang === 'en' ? 'en' : 'zh'));
}

/** Shows the site in another language from now on, in this browser. */
export async function switchLanguage(language: Language): Promise<void> {
  await showIn(language);
  chosenLanguage.keep(language);
}

/** Loads the words of a language when they are first asked for. */
async function showIn(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'translation')) {
    i18n.addResourceBundle(language, 'translation', (await loadPage(LOADERS[language])).words);
  }
  await i18n.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/**
 * Gives the words of the site, `pick` for texts that the API sends in both languages, and `coded` for a place with its
 * code.
 */
export function useWords() {
  const { t, i18n: current } = useTranslation();
  const language: Language = current.language === 'en' ? 'en' : 'zh';
  const pick = (text: Bilingual) => text[language];
  const coded = ({ code, name }: { code: string; name: Bilingual }) =>
    `(${code})${language === 'en' ? ' ' : ''}${pick(name)}`;
  return { t, language, pick, coded };
}
