import { useId } from 'react';
import { type BatchState, ordersFor, turnOf } from '../../../../domain/batches/batch.ts';
import { BATCH_STATE_WORDS } from '../../../../domain/batches/words.ts';
import { wordsIn } from '../../../../domain/cells/export-cell.ts';
import { useWords } from '../../i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Status, type Tone } from '../../ui/Status.tsx';
import { wordsOf } from '../lib/words-of.ts';

/** How far an action on many rows is, as its row in the database says. */
export interface Batch {
  state: BatchState;
  total: number;
  done: number;
  unchanged: number;
  refused: number;
}

export const useBatchWords = wordsOf(
  {
    states: wordsIn(BATCH_STATE_WORDS, 'zh'),
    checked: (count: string) => `已检查 ${count} 行`,
    progress: '进度',
    counts: ({ total, done, unchanged, refused }: Batch, format: (count: number) => string) =>
      `共 ${format(total)}：完成 ${format(done)}，未变 ${format(unchanged)}，被拒 ${format(refused)}`,
    pause: '暂停',
    resume: '继续',
    cancel: '取消余下的',
    giveUp: '取消本批次',
  },
  {
    states: wordsIn(BATCH_STATE_WORDS, 'en'),
    checked: (count: string) => `${count} rows checked`,
    progress: 'Progress',
    counts: ({ total, done, unchanged, refused }: Batch, format: (count: number) => string) =>
      `Of ${format(total)}: ${format(done)} done, ${format(unchanged)} unchanged, ${format(refused)} refused`,
    pause: 'Pause',
    resume: 'Resume',
    cancel: 'Cancel the rest',
    giveUp: 'Cancel this batch',
  },
);

export const BATCH_TONES: Record<BatchState, Tone> = {
  uploading: 'info',
  reading: 'info',
  mapping: 'caution',
  checking: 'info',
  checked: 'caution',
  submitted: 'caution',
  running: 'info',
  paused: 'caution',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
};

interface BatchProgressProps {
  batch: Batch;
  /** True while the server is being told. */
  pending?: boolean;
  /** False for whoever only looks on. */
  mayOrder?: boolean;
  onPause: () => void;
  onResume: () => void;
  onCancel: () => void;
}

/** Shows how far an action on many rows is, and stops it or lets it go on. What is done stays done. */
export function BatchProgress(props: BatchProgressProps) {
  const { batch, pending = false, mayOrder = true, onPause, onResume, onCancel } = props;
  const words = useBatchWords();
  const { language } = useWords();
  const countsId = useId();
  const { state, total, done, unchanged, refused } = batch;
  const format = (count: number) => count.toLocaleString(language);
  const orders = ordersFor(state);
  // Before the whole file was looked through, nobody knows how much is left.
  const isCounted = total > 0;
  return (
    <div className="stack">
      <div aria-live="polite">
        <Status tone={BATCH_TONES[state]}>{words.states[state]}</Status>
      </div>
      {(isCounted || turnOf(state) === 'worker') && (
        <>
          <progress
            className="meter"
            {...(isCounted && { max: total, value: done + unchanged + refused })}
            aria-label={words.progress}
            aria-describedby={countsId}
          />
          <p id={countsId}>{isCounted ? words.counts(batch, format) : words.checked(format(done))}</p>
        </>
      )}
      {mayOrder && orders.length > 0 && (
        <div className="actions">
          {orders.includes('pause') && (
            <Button pending={pending} onClick={onPause}>
              {words.pause}
            </Button>
          )}
          {orders.includes('resume') && (
            <Button look="main" pending={pending} onClick={onResume}>
              {words.resume}
            </Button>
          )}
          {orders.includes('cancel') && (
            <Button look="danger" disabled={pending} onClick={onCancel}>
              {state === 'running' || state === 'paused' ? words.cancel : words.giveUp}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
