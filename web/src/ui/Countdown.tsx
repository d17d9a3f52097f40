import { useWords } from '../i18n/index.ts';
import { remainingUntil } from '../lib/moments.ts';
import { useServerNow } from '../lib/ticker.ts';

const NEAR_MS = 60 * 60_000;

interface CountdownProps {
  until: string;
  /** True when something is lost at that instant: the last hour then stands out. */
  deadline?: boolean;
}

/** The time left until an instant, by the server's clock. */
export function Countdown({ until, deadline = true }: CountdownProps) {
  const { t } = useWords();
  const now = useServerNow();
  const left = remainingUntil(until, now);
  const near = deadline && Date.parse(until) - now < NEAR_MS;
  return (
    <span className={near ? 'countdown countdown-near' : 'countdown'} role="timer">
      {left === null
        ? t('time.over')
        : left.days > 0
          ? t('time.leftDays', { ...left })
          : t('time.left', { ...left })}
    </span>
  );
}
