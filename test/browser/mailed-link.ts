import { expect } from 'vitest';
import type { BrowserPlatform } from './browser-platform.ts';

/** Finds the link to a page of the site in the latest mail to an address. */
export async function mailedLink(
  { mails }: Pick<BrowserPlatform['platform'], 'mails'>,
  email: string,
  page: string,
): Promise<string> {
  const link = () =>
    mails
      .filter(({ to }) => to === email)
      .flatMap(({ text }) => new RegExp(`http\\S+${page}\\S+`).exec(text) ?? [])
      .at(-1);
  await expect.poll(link, { timeout: 15_000 }).toBeDefined();
  return link() as string;
}
