import { WINDOW_KINDS } from '../../../../../domain/exam-session/window-rules.ts';
import { isoInstant, type Period } from '../../../../../domain/time.ts';
import { useWords } from '../../../i18n/index.ts';
import { formatMoment } from '../../../lib/moments.ts';
import { serverNow } from '../../../lib/server-clock.ts';
import { useScopeName, useWindowWords } from '../../lib/flaw-places.ts';
import type { ShownWindow } from './windows-query.ts';
import { useWindowsWords } from './windows-words.ts';

const WIDTH = 1000;
const HEIGHT = 20;
/** The share of its width that is kept free before the first window and after the last one. */
const MARGIN = 0.02;

/** Windows drawn over the windows around them. Screen readers have the table instead. */
export function Timeline({ windows }: { windows: ShownWindow[] }) {
  const words = useWindowsWords();
  const { kinds } = useWindowWords();
  const { language } = useWords();
  const scopeName = useScopeName();
  const from = Math.min(...windows.map(({ opensAt }) => opensAt));
  const until = Math.max(...windows.map(({ closesAt }) => closesAt));
  const margin = (until - from) * MARGIN;
  const span = { opensAt: from - margin, closesAt: until + margin };
  const now = serverNow();
  return (
    <div className="timeline" aria-hidden="true">
      <div className="timeline-axis">
        <span>{formatMoment(isoInstant(from), language)}</span>
        <span>{formatMoment(isoInstant(until), language)}</span>
      </div>
      {WINDOW_KINDS.filter((kind) => windows.some((window) => window.kind === kind)).map((kind) => (
        <div key={kind}>
          <p className="timeline-kind">{kinds[kind]}</p>
          {windows
            .filter((window) => window.kind === kind)
            .map((window) => (
              <div key={window.scope} className="timeline-row">
                <span className="timeline-name">{scopeName(window.scope)}</span>
                <Bar window={window} span={span} now={now} />
              </div>
            ))}
        </div>
      ))}
      <div className="timeline-key">
        <Key look="timeline-own">{words.set}</Key>
        <Key look="timeline-around">{words.wider}</Key>
        <Key look="timeline-outside">{words.beyond}</Key>
        <span>
          <svg viewBox="0 0 24 16">
            <line className="timeline-now" x1={12} x2={12} y1={0} y2={16} />
          </svg>
          {words.now}
        </span>
      </div>
    </div>
  );
}

function Key({ look, children }: { look: string; children: string }) {
  return (
    <span>
      <svg viewBox="0 0 24 16">
        <rect className={look} y={4} width={24} height={8} />
      </svg>
      {children}
    </span>
  );
}

function Bar({ window, span, now }: { window: ShownWindow; span: Period; now: number }) {
  const at = (instant: number) =>
    (WIDTH * (instant - span.opensAt)) / Math.max(1, span.closesAt - span.opensAt);
  const part = ({ opensAt, closesAt }: Period) => ({
    x: at(opensAt),
    // One that lasts minutes is seen as well.
    width: Math.max(3, at(closesAt) - at(opensAt)),
  });
  const { bounds, counts } = window;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
      <rect className="timeline-track" width={WIDTH} height={HEIGHT} />
      {bounds && <rect className="timeline-around" {...part(bounds)} height={HEIGHT} />}
      {monthsIn(span).map((month) => (
        <line key={month} className="timeline-month" x1={at(month)} x2={at(month)} y1={0} y2={HEIGHT} />
      ))}
      <rect className="timeline-outside" {...part(window)} y={5} height={10} />
      {counts && <rect className="timeline-own" {...part(counts)} y={5} height={10} />}
      {now > span.opensAt && now < span.closesAt && (
        <line className="timeline-now" x1={at(now)} x2={at(now)} y1={0} y2={HEIGHT} />
      )}
    </svg>
  );
}

/** Lists the beginnings of months in a period, in China's time. */
function monthsIn({ opensAt, closesAt }: Period): number[] {
  const [year = 0, month = 0] = isoInstant(opensAt).split('-').map(Number);
  const months: number[] = [];
  for (let index = 0; index < 120; index += 1) {
    const at = Date.UTC(year, month - 1 + index, 1, -8);
    if (at > closesAt) break;
    if (at > opensAt) months.push(at);
  }
  return months;
}
