import { STEPS, type Step } from '../../domain/dashboard/figures.ts';
import { STEP_WORDS } from '../../domain/dashboard/words.ts';
import type { ExportCell } from '../../domain/cells/export-cell.ts';
import { PAYMENT_EXCEPTION_WORDS } from '../../domain/staff/kind-words.ts';
import { codeColumns, type ExportColumn, momentCell, yuanCell } from '../http/list-export.ts';
import type { CHARTS, Dashboard } from './schemas.ts';

export type Chart = (typeof CHARTS)[number];

/** A row of a chart's table: what it is of, and its numbers. */
export type ChartRow = Readonly<Record<string, string | number | null>>;

type Column = ExportColumn<ChartRow>;

const ROWS: Record<Chart, (shown: Dashboard) => ChartRow[]> = {
  steps: ({ steps }) => STEPS.map((step) => ({ step, count: steps[step] })),
  registrations: ({ registrations }) => registrations,
  payments: ({ payments }) => payments,
  places: ({ places }) =>
    places.map(({ code, name, steps, reviewsWaiting, waiting }) => ({
      code,
      ...name,
      ...(steps ?? NO_STEPS),
      reviewsWaiting,
      waiting,
    })),
  seats: ({ seats, places, subjects }) =>
    seats.map(({ place, subject, ...numbers }) => ({
      place,
      placeName: nameIn(places, place),
      subject,
      subjectName: nameIn(subjects, subject),
      ...numbers,
    })),
  exceptions: ({ exceptions }) => exceptions,
};
const NO_STEPS = Object.fromEntries(STEPS.map((step) => [step, null])) as Record<Step, null>;

function nameIn(named: { code: string; name: { zh: string } }[], code: string): string {
  return named.find((one) => one.code === code)?.name.zh ?? code;
}

const number = (zh: string, en: string, key: string): Column => [zh, en, (row) => row[key] as ExportCell];
const from: Column = ['起始时间', 'From', (row) => momentCell(String(row.from))];
const steps = STEPS.map((step) => number(STEP_WORDS[step].zh, STEP_WORDS[step].en, step));

const COLUMNS: Record<Chart, Column[]> = {
  steps: [
    ...codeColumns<ChartRow>('环节', 'Step', STEP_WORDS, ({ step }) => String(step)),
    number('人数', 'People', 'count'),
  ],
  registrations: [
    from,
    number('新增报名', 'New registrations', 'count'),
    number('累计报名', 'All until then', 'total'),
  ],
  payments: [
    from,
    number('支付笔数', 'Payments', 'count'),
    ['支付金额（元）', 'Amount (yuan)', ({ amountFen }) => yuanCell(Number(amountFen))],
  ],
  places: [
    number('代码', 'Code', 'code'),
    number('名称', 'Name in Chinese', 'zh'),
    number('英文名称', 'Name', 'en'),
    ...steps,
    number('待复核', 'Re-checks waiting', 'reviewsWaiting'),
    number('候补中', 'Waiting in queues', 'waiting'),
  ],
  seats: [
    number('代码', 'Code', 'place'),
    number('名称', 'Name', 'placeName'),
    number('科目代码', 'Subject (code)', 'subject'),
    number('科目', 'Subject', 'subjectName'),
    number('容量', 'Seats', 'capacity'),
    number('空闲', 'Free', 'free'),
    number('未支付', 'Held', 'held'),
    number('候补分配中', 'Offered', 'offered'),
    number('已支付', 'Paid', 'paid'),
    number('候补中', 'Waiting', 'waiting'),
  ],
  exceptions: [
    ...codeColumns<ChartRow>('类别', 'Kind', PAYMENT_EXCEPTION_WORDS, ({ kind }) => String(kind)),
    number('待处理', 'Open', 'count'),
  ],
};

/** Lists the rows of a chart. */
export function chartRows(chart: Chart, shown: Dashboard): ChartRow[] {
  return ROWS[chart](shown);
}

/** Lists the columns of a chart's rows. */
export function chartColumns(chart: Chart): Column[] {
  return COLUMNS[chart];
}
