import type { SettingValue } from '../../../../domain/field-changes.ts';
import { useWords } from '../../i18n/index.ts';
import { formatMoment } from '../../lib/moments.ts';
import { useSettingsWords } from './settings-words.ts';

/** Gives the function that puts the moment of a setting into words, in Beijing time; what is none stays as it was typed. */
export function useMomentText(): (at: SettingValue) => string {
  const { none } = useSettingsWords();
  const { language } = useWords();
  return (at) => {
    if (at === null || at === '') return none;
    const text = String(at);
    return Number.isNaN(Date.parse(text)) ? text : formatMoment(text, language);
  };
}
