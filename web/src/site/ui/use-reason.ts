import { useWords } from '../../i18n/index.ts';
import type { Words } from '../../i18n/zh.ts';

type ReasonCode = keyof Words['reasons'];

/** Words for a code that says why something cannot be done. */
export function useReason(): (code: string) => string {
  const { t } = useWords();
  return (code) => t(`reasons.${code as ReasonCode}`, { defaultValue: t('reasons.OTHER') });
}
