import type { Language } from './moments.ts';

const WORDS = { zh: ['小时', '分钟'], en: ['hour', 'minute'] } as const;

/** Shows a number of minutes in words, with hours where it has any: `1 小时 30 分钟`, `24 hours`. */
export function durationText(minutes: number, language: Language): string {
  return [Math.floor(minutes / 60), minutes % 60]
    .map((count, index) => {
      const plural = language === 'en' && count !== 1 ? 's' : '';
      return count === 0 ? '' : `${count} ${WORDS[language][index]}${plural}`;
    })
    .filter((part) => part !== '')
    .join(' ');
}
