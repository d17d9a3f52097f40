import type { Locator, Page } from 'playwright-core';

/** Finds a campus of a subject, by the words of its row: the name of the subject comes before that of the campus. */
export function campusRow(page: Page, words: RegExp): Locator {
  return page.locator('.campus-row').filter({ hasText: words });
}

/** Reads subject, campus, seats and the reason against choosing it from each row of a section. */
export function rowsOf(page: Page, section: string): Promise<string[][]> {
  return page
    .getByRole('region', { name: section })
    .locator('.campus-row')
    .evaluateAll((rows) =>
      rows.map((row) => {
        const text = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
        return [
          text('.visually-hidden'),
          /\((\d{6})\)/.exec(text('.campus-name'))?.[1] ?? '',
          text(':scope > .status'),
          text('.campus-reason'),
        ];
      }),
    );
}
