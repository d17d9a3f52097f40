import { windowState } from '../../../../domain/exam-session/windows.ts';
import { useWords } from '../../i18n/index.ts';
import type { Period } from '../../lib/api-types.ts';
import { useServerNow } from '../../lib/ticker.ts';
import { PeriodText } from '../../ui/Moment.tsx';
import { Status, type Tone } from '../../ui/Status.tsx';

const TONES: Record<ReturnType<typeof windowState>, Tone> = {
  unset: 'neutral',
  before: 'caution',
  open: 'good',
  after: 'neutral',
};

/** Shows a window and whether it is still to open, open or over. */
export function WindowState({ period }: { period: Period | null }) {
  const { t } = useWords();
  const now = useServerNow();
  const state = windowState(
    period && { opensAt: Date.parse(period.opensAt), closesAt: Date.parse(period.closesAt) },
    now,
  );
  return (
    <>
      <Status tone={TONES[state]}>{t(`windowStates.${state}`)}</Status>
      {period && (
        <span className="cell-note">
          <PeriodText period={period} />
        </span>
      )}
    </>
  );
}
