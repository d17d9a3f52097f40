import { expect } from 'vitest';
import type { TestApi } from './test-api.ts';

/** Has a list exported and takes the file. */
export async function exportedFile(
  api: Pick<TestApi, 'get' | 'post'>,
  path: string,
  staff: string,
): Promise<Buffer> {
  const made = await api.post(path, undefined, { staff });
  const file = (await made.json()) as { id: string; state: string };
  expect(file).toMatchObject({ state: 'ready' });
  const taken = await api.get(`/api/staff/exports/${file.id}/file`, { staff });
  return Buffer.from(await taken.arrayBuffer());
}
