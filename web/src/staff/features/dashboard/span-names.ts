import type { Span } from '../../../../../domain/dashboard/figures.ts';
import type { Language } from '../../../../../domain/moments.ts';

const LOCALES: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** Names hours, or days, in China's time, as short as an axis needs them. */
export function spanNames(spans: readonly { from: string }[], by: Span, language: Language): string[] {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'Asia/Shanghai',
    month: 'numeric',
    day: 'numeric',
    ...(by === 'hour' && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  });
  return spans.map(({ from }) => format.format(new Date(from)));
}
