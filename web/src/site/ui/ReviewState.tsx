import { useWords } from '../../i18n/index.ts';
import type { ReviewPageView } from '../../lib/api-types.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { Status, type Tone } from '../../ui/Status.tsx';

type State = NonNullable<ReviewPageView['review']>['state'];

const LOOKS: Record<State, { tone: Tone; icon: IconName }> = {
  pending: { tone: 'caution', icon: 'clock' },
  approved: { tone: 'good', icon: 'check' },
  rejected: { tone: 'bad', icon: 'cross' },
  expired: { tone: 'neutral', icon: 'dash' },
};

/** 未复核, 复核通过, 复核失败 or 已失效. */
export function ReviewState({ state }: { state: State }) {
  const { t } = useWords();
  return <Status {...LOOKS[state]}>{t(`review.state.${state}`)}</Status>;
}
