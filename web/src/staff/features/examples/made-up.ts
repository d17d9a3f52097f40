import type { ExportFile, ExportFiles } from '../../lib/export-files.ts';
import { Problem } from '../../../lib/problem.ts';

/** A line of the example list. */
export interface Line {
  name: string;
  place: string;
  seats: number;
}

const LINES: Line[] = Array.from({ length: 24 }, (_, n) => ({
  name: `示例 ${String(n + 1).padStart(2, '0')}`,
  place: n % 2 === 0 ? '990010' : '990020',
  seats: (n * 37) % 100,
}));

const PAGE = 8;

/** What the address bar says of the example list. */
export const LINE_KEYS = ['place', 'show', 'sort', 'order', 'after'] as const;
export type LineSearch = Partial<Record<(typeof LINE_KEYS)[number], string>>;

/** Answers like the server: a filter, an order, a page; `show` asks for the states that one cannot bring about. */
export async function madeUpLines({ place, show, sort = 'name', order, after }: LineSearch) {
  if (show === 'error') throw new Problem('UNAVAILABLE', { status: 503, messages: UNAVAILABLE });
  if (show === 'loading') return new Promise<never>(() => {});
  const fitting = show === 'empty' ? [] : LINES.filter((line) => !place || line.place === place);
  const direction = order === 'desc' ? -1 : 1;
  const sorted = fitting.toSorted((a, b) =>
    sort === 'seats' ? direction * (a.seats - b.seats) : direction * (a.name < b.name ? -1 : 1),
  );
  const from = after ? sorted.findIndex(({ name }) => name === after) + 1 : 0;
  const lines = sorted.slice(from, from + PAGE);
  return { lines, nextCursor: from + PAGE < sorted.length ? (lines.at(-1)?.name ?? null) : null };
}

const UNAVAILABLE = {
  zh: '服务暂时不可用，请稍后重试。',
  en: 'The service is not available now. Try again in a moment.',
};

/** Refuses a field like the server. */
export async function refuseSeats({ seats }: { seats?: string }): Promise<void> {
  if (/^[1-9]\d{0,2}$/.test(seats ?? '')) return;
  throw new Problem('INVALID_INPUT', {
    status: 400,
    fields: [{ path: 'body.seats', code: 'invalid' }],
  });
}

/** Pretends to have a file made. */
export async function madeUpExport() {
  const file: ExportFile = {
    id: 'example',
    list: 'places',
    format: 'csv',
    filter: {},
    fileName: 'examples.csv',
    state: 'ready',
    problem: null,
    rowCount: LINES.length,
    byteCount: 0,
    askedAt: '2026-11-01T00:00:00.000Z',
    expiresAt: '2026-11-02T00:00:00.000Z',
    isTakable: true,
  };
  return { json: async () => file };
}

/** Where the made-up file is taken from. */
export const madeUpFiles: ExportFiles = {
  read: async () => (await madeUpExport()).json(),
  take: async () => {
    const rows = LINES.map(({ name, place, seats }) => `"${name}","${place}",${seats}\r\n`);
    return new Blob(['\uFEFF', ...rows], { type: 'text/csv' });
  },
};

const STEPS = 10;
const STEP_MS = 200;

/** Pretends to send a file: a tenth of it at a time. */
export async function pretendToSend(
  _file: File,
  told: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let step = 1; step <= STEPS; step++) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    signal.throwIfAborted();
    told(step / STEPS);
  }
}
