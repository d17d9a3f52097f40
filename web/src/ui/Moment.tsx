import { useWords } from '../i18n/index.ts';
import type { Period } from '../lib/api-types.ts';
import { formatMoment, formatPeriodEnd } from '../lib/moments.ts';

/** An instant as Beijing time. */
export function Moment({ at }: { at: string }) {
  const { language } = useWords();
  return <time dateTime={at}>{formatMoment(at, language)}</time>;
}

/** A period from when to when, saying year and day once where they are the same. */
export function PeriodText({ period }: { period: Period }) {
  const { t, language } = useWords();
  const { opensAt, closesAt } = period;
  return (
    <>
      <Moment at={opensAt} />{' '}
      <span className="unbroken">
        {t('time.to')} <time dateTime={closesAt}>{formatPeriodEnd(opensAt, closesAt, language)}</time>
      </span>
    </>
  );
}
