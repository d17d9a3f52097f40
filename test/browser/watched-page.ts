import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';

export const VIEWPORTS = {
  phone: { width: 360, height: 740 },
  desk: { width: 1280, height: 800 },
};

export type Viewport = keyof typeof VIEWPORTS;

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface WatchedPage {
  page: Page;
  /**
   * Holds the page against what every page owes: accessible, titled, without troubles, and within a desk's screen and a
   * phone's, resized in place; takes pictures if asked.
   */
  look(name: string): Promise<void>;
  /** Looks for what makes a page inaccessible on both screens, not on its own alone. */
  lookThoroughly(name: string): Promise<void>;
  /** What went wrong in the browser so far: errors, refused resources, failed requests. */
  troubles: string[];
  /** A refusal that the story is about, and no trouble. */
  allow(status: number, pathname: string): void;
  close(): Promise<void>;
}

/** The directory for pictures of pages whose test failed. */
const FAILURES = join(tmpdir(), 'cet-registration-failures');
const SHOWN_CHARACTERS = 1_500;

/** Timers of a page from so long on are waits for somebody else: other candidates, the gateway, a deadline. */
const LONG_WAIT_MS = 2_000;
const HURRY = 10;

/** Lets a page's long waits take a tenth of their time. */
function hurry([longWaitMs, times]: [number, number]): void {
  for (const set of ['setTimeout', 'setInterval'] as const) {
    const real = window[set].bind(window) as (run: () => void, ms?: number, ...rest: unknown[]) => number;
    const hurried = (run: () => void, ms = 0, ...rest: unknown[]) =>
      real(run, ms >= longWaitMs ? ms / times : ms, ...rest);
    Object.assign(window, { [set]: hurried });
  }
}

/** The pace of long waits; `real` where they are what is tested. */
export type Pace = 'hurried' | 'real';

/** Opens a page that keeps an eye on itself. `SCREENSHOTS` names a directory for pictures. */
export async function openWatchedPage(
  browser: Browser,
  viewport: Viewport,
  pace: Pace = 'hurried',
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: VIEWPORTS[viewport],
    locale: 'zh-CN',
    // Spinners would keep the machine busy.
    reducedMotion: 'reduce',
  });
  if (pace === 'hurried') await context.addInitScript(hurry, [LONG_WAIT_MS, HURRY] as [number, number]);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is judged by its status below.
    const refused = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !refused) troubles.push(`console: ${message.text()}`);
  });
  const allowed: string[] = [];
  page.on('response', (response) => {
    const refusal = `${response.status()} ${new URL(response.url()).pathname}`;
    if (allowed.includes(refusal)) return;
    if (response.status() >= 400 && !isExpected(response.url(), response.status())) {
      troubles.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    }
  });

  let looked = 0;
  async function takePicture(name: string, directory = process.env.SCREENSHOTS): Promise<void> {
    if (!directory) return;
    await mkdir(directory, { recursive: true });
    const file = join(directory, `${viewport}-${String(looked).padStart(2, '0')}-${name}.png`);
    await page.screenshot({ path: file, fullPage: true });
  }

  onTestFailed(async ({ task }) => {
    if (page.isClosed()) return;
    const file = join(FAILURES, `${task.id}-${viewport}.png`);
    await mkdir(FAILURES, { recursive: true });
    await page.screenshot({ path: file, fullPage: true });
    const text = await page.innerText('body');
    process.stderr.write(
      [
        `\nThe page when "${task.name}" failed: ${page.url()}`,
        `its picture: ${file}`,
        ...troubles.map((trouble) => `trouble: ${trouble}`),
        text.slice(0, SHOWN_CHARACTERS),
        '',
      ].join('\n'),
    );
  });

  /** Holds the page as it is now, on a screen of this size, against what must hold on both. */
  async function fits(name: string): Promise<void> {
    // An animation that ends meanwhile is as good as begun.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ ready }) => ready)));
    await takePicture(name);
    expect
      .soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `width of ${name}`)
      .toBeLessThanOrEqual(0);
  }

  /** Looks at the page on both screens, its own last. Accessibility costs most: on its own alone, unless thoroughly. */
  async function lookAt(name: string, thoroughly: boolean): Promise<void> {
    looked += 1;
    const other = viewport === 'phone' ? 'desk' : 'phone';
    for (const screen of [other, viewport] as const) {
      await page.setViewportSize(VIEWPORTS[screen]);
      await fits(`${name}-${screen}`);
      if (thoroughly || screen === viewport)
        expect.soft(await seriousFindings(page), `accessibility of ${name} on a ${screen}`).toEqual([]);
    }
    expect.soft(await page.title(), `title of ${name}`).not.toBe('');
    expect.soft(troubles, `troubles up to ${name}`).toEqual([]);
  }

  return {
    page,
    troubles,
    look: (name) => lookAt(name, false),
    lookThoroughly: (name) => lookAt(name, true),
    allow: (status, pathname) => allowed.push(`${status} ${pathname}`),
    async close() {
      await takePicture('last');
      await context.close();
    },
  };
}

/** Before staff have signed in, asking who they are is answered so. */
function isExpected(url: string, status: number): boolean {
  return status === 401 && new URL(url).pathname === '/api/staff/me';
}

async function seriousFindings(page: Page): Promise<string[]> {
  // Half a megabyte, read once per document.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
