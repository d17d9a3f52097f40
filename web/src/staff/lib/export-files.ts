import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { exportSchema } from '../../../../api/http/export-view.ts';
import type { Language } from '../../../../domain/moments.ts';
import type { TableFormat } from '../../../../domain/staff/exports.ts';
import { answer, client } from '../../lib/client.ts';
import { Problem } from '../../lib/problem.ts';

export type ExportFile = z.infer<typeof exportSchema>;

/** How a list is wanted as a file. */
export interface FileWish {
  language: Language;
  format: TableFormat;
}

const api = client.api.staff.exports;
/** The time within which a file has to arrive: a large one takes a while on a slow line. */
const TAKEN_WITHIN_MS = 10 * 60_000;
const REFRESH_MS = 2_000;

/** Under this key the own files are kept. */
export const EXPORTS = ['staffExports'];

/** The own files, asked for again while one is being made. */
export const exportsQuery = (asked: { sort?: string; order?: string }) =>
  queryOptions({
    queryKey: [...EXPORTS, asked],
    // The server reads what the address bar says, and says what is wrong with it.
    queryFn: async () => (await answer(api.$get({ query: asked as never }))).exports,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === 'making') ? REFRESH_MS : false,
  });

/** Where files are looked after and taken from. */
export interface ExportFiles {
  read: (id: string) => Promise<ExportFile>;
  take: (id: string) => Promise<Blob>;
}

export const serverFiles: ExportFiles = {
  read: (id) => answer(api[':id'].$get({ param: { id } })),
  take: async (id) => {
    const init = { signal: AbortSignal.timeout(TAKEN_WITHIN_MS) };
    const response = await api[':id'].file.$get({ param: { id } }, { init });
    return response.blob();
  },
};

/** Waits until a file is made. @throws Problem when it could not be */
export async function finished(begun: ExportFile): Promise<ExportFile> {
  let file = begun;
  while (file.state === 'making') {
    await new Promise((resolve) => setTimeout(resolve, REFRESH_MS));
    file = await serverFiles.read(file.id);
  }
  if (file.state === 'failed') throw new Problem(file.problem ?? 'EXPORT_FAILED');
  return file;
}

const KEPT_MS = 60_000;

/** Hands a file to the browser. */
export function saveFile(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Some browsers read it only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
