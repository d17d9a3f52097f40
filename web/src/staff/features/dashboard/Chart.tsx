import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { init } from './echarts.ts';

interface ChartProps {
  /** What a screen reader says of the picture; the numbers are in its table. */
  label: string;
  option: EChartsCoreOption;
  height: number;
  /** The width below which the picture is scrolled, not squeezed. */
  minWidth?: number | undefined;
}

/** A picture of numbers. It is drawn again when they or its width change, in place and without moving. */
export function Chart({ label, option, height, minWidth = 0 }: ChartProps) {
  const frame = useRef<HTMLElement>(null);
  const chart = useRef<EChartsType>(undefined);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const drawn = init(element);
    chart.current = drawn;
    const watched = new ResizeObserver(() => drawn.resize());
    watched.observe(element);
    return () => {
      watched.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);
  return (
    // Who has no mouse scrolls it, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="chart-scroll" tabIndex={minWidth > 0 ? 0 : undefined}>
      <figure
        ref={frame}
        className="chart"
        aria-label={label}
        style={{ blockSize: height, minInlineSize: minWidth }}
      />
    </div>
  );
}
