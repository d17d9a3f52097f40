/**
 * Writes the link by which operators come back from the Temporal UI to the page of the console, as Markdown. It stands first: the
 * UI shows a few lines, and what is below them only to whoever scrolls.
 */
export function consoleLink(url: string | undefined): string {
  return url === undefined ? '' : `[工作人员控制台 / Staff console](${url})\n\n`;
}
