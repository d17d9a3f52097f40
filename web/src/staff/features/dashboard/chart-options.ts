import type { EChartsCoreOption } from 'echarts/core';

/** A bar: what it is called, and how long it is. */
export interface Bar {
  name: string;
  value: number;
}

/** Colours and type of the site, as its style sheets say them. */
function look() {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    brand: of('--color-brand'),
    strong: of('--color-brand-strong'),
    pale: of('--color-brand-pale'),
    onBrand: of('--color-on-brand'),
    text: of('--color-text'),
    muted: of('--color-text-muted'),
    line: of('--color-line'),
    caution: of('--color-caution'),
    family: of('--font-family'),
  };
}

type Look = ReturnType<typeof look>;

function base({ family, text }: Look) {
  return { animation: false, textStyle: { fontFamily: family, fontSize: 13, color: text } } as const;
}

const axisOf = ({ muted, line }: Look) => ({
  axisLine: { lineStyle: { color: line } },
  axisTick: { show: false },
  axisLabel: { color: muted },
  splitLine: { lineStyle: { color: line } },
});

/** How high a chart is that has a row for each bar. */
export function rowsHeight(rows: number): number {
  return 40 + Math.max(rows, 1) * 32;
}

/** How wide a heat map is at least, so that each field holds its number. */
export function heatWidth(columns: number): number {
  return 140 + columns * 44;
}

/** Bars that lie, from above, each with its number. */
export function lyingBars(bars: readonly Bar[], labelOf = (bar: Bar) => bar.value.toLocaleString()) {
  const colours = look();
  return {
    ...base(colours),
    grid: { left: 8, right: 120, top: 8, bottom: 8, containLabel: true },
    xAxis: { ...axisOf(colours), type: 'value', minInterval: 1, axisLabel: { show: false } },
    yAxis: {
      ...axisOf(colours),
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLabel: { color: colours.text, width: 112, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 22,
        itemStyle: { color: colours.brand },
        label: {
          show: true,
          position: 'right',
          color: colours.text,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const bar = bars[dataIndex];
            return bar ? labelOf(bar) : '';
          },
        },
        data: bars.map(({ value }) => value),
      },
    ],
  } satisfies EChartsCoreOption;
}

/** A series along time. */
interface Series {
  name: string;
  values: readonly number[];
}

/** Two series of bars that stand along time, each with a scale of its own, on the left and on the right. */
export function overTime(names: readonly string[], left: Series, right: Series): EChartsCoreOption {
  const colours = look();
  const sides = [
    { ...left, colour: colours.brand },
    { ...right, colour: colours.caution },
  ];
  return {
    ...base(colours),
    grid: { left: 8, right: 8, top: 36, bottom: 8, containLabel: true },
    xAxis: {
      ...axisOf(colours),
      type: 'category',
      data: [...names],
      axisLabel: { color: colours.muted, hideOverlap: true },
    },
    yAxis: sides.map(({ name, colour }, index) => ({
      ...axisOf(colours),
      type: 'value',
      minInterval: 1,
      name,
      nameGap: 12,
      nameTextStyle: { color: colour, align: index === 0 ? 'left' : 'right' },
      splitLine: { show: index === 0, lineStyle: { color: colours.line } },
    })),
    series: sides.map(({ name, values, colour }, index) => ({
      type: 'bar',
      name,
      yAxisIndex: index,
      barMaxWidth: 22,
      itemStyle: { color: colour },
      data: [...values],
    })),
  };
}

/** Hundredths by column, for each row; null where there is nothing. */
export interface HeatRow {
  name: string;
  percents: readonly (number | null)[];
}

/** From what share on a field is so dark that its number is white. */
const DARK_FROM = 50;

/** A heat map, the darker the fuller, each field with its number: bars of one length, one behind the other. */
export function heat(columns: readonly string[], rows: readonly HeatRow[]): EChartsCoreOption {
  const colours = look();
  const shades = [colours.pale, ...mixed(colours.pale, colours.strong)];
  const top = {
    ...axisOf(colours),
    type: 'category',
    position: 'top',
    data: [...columns],
    axisLabel: { color: colours.text, interval: 0, rotate: columns.length > 4 ? 40 : 0 },
  } as const;
  const lengths = { type: 'value', show: false, min: 0, max: columns.length } as const;
  return {
    ...base(colours),
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    xAxis: [lengths, top],
    yAxis: {
      ...axisOf(colours),
      type: 'category',
      inverse: true,
      data: rows.map(({ name }) => name),
      axisLabel: { color: colours.text, width: 120, overflow: 'truncate', interval: 0 },
    },
    series: columns.map((name, column) => ({
      type: 'bar',
      name,
      stack: 'row',
      barWidth: '92%',
      label: {
        show: true,
        fontSize: 12,
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const percent = rows[dataIndex]?.percents[column] ?? null;
          return percent === null ? '' : `${percent}%`;
        },
      },
      data: rows.map(({ percents }) => {
        const percent = percents[column] ?? null;
        const isDark = percent !== null && percent >= DARK_FROM;
        return {
          value: 1,
          label: { color: isDark ? colours.onBrand : colours.text },
          itemStyle: {
            color: percent === null ? 'transparent' : shades[Math.round(percent / SHADE_STEP)],
            borderColor: colours.onBrand,
            borderWidth: 1,
          },
        };
      }),
    })),
  };
}

/** Shades differ by so many hundredths. */
const SHADE_STEP = 10;

/** Mixes two colours, `#rrggbb`, in ten steps up to the second one. */
function mixed(from: string, to: string): string[] {
  const parts = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const [begin, end] = [parts(from), parts(to)];
  return Array.from({ length: 100 / SHADE_STEP }, (_, index) => {
    const share = (index + 1) / (100 / SHADE_STEP);
    const part = (at: number) => Math.round((begin[at] ?? 0) * (1 - share) + (end[at] ?? 0) * share);
    return `rgb(${part(0)}, ${part(1)}, ${part(2)})`;
  });
}
