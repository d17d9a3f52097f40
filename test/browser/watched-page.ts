import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { expect, type RunnerTestCase, TestRunner } from 'vitest';

const VIEWPORTS = {
  phone: { width: 360, height: 740 },
  desk: { width: 1280, height: 800 },
};

export type Viewport = keyof typeof VIEWPORTS;

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that cost much and find nothing serious, and the loading of styles and media, which no rule of ours needs. */
const AXE_OPTIONS = JSON.stringify({
  resultTypes: ['violations'],
  preload: false,
  rules: Object.fromEntries(
    ['region', 'landmark-unique', 'landmark-one-main', 'heading-order', 'page-has-heading-one'].map(
      (rule) => [rule, { enabled: false }],
    ),
  ),
});

export interface WatchedPage {
  page: Page;
  /**
   * Holds the page against what every page owes: titled, without troubles, accessible on its own screen, and within a
   * desk's screen and a phone's, resized in place; takes pictures if asked.
   */
  look(name: string): Promise<void>;
  /** Looks for what makes a page inaccessible on both screens, not on its own alone. */
  lookThoroughly(name: string): Promise<void>;
  /** Presses a key that decides, once the page takes it: what is shown must have been seen. */
  decideBy(key: string): Promise<void>;
  /** Waits until nothing has been asked of the server for a moment: what there is to show is there. */
  settled(): Promise<void>;
  /** Everything that went wrong in the browser so far: errors, refused resources, failed requests. */
  troubles: string[];
  /** A refusal that the story is about, and no trouble. Without a path, of whatever the page asks for. */
  allow(status: number, pathname?: string): void;
  /** Closes it before the test ends, after which all that are open are closed. */
  close(): Promise<void>;
}

/** The directory for pictures of pages whose test failed. */
const FAILURES = join(tmpdir(), 'cet-registration-failures');
const SHOWN_CHARACTERS = 1_500;
const ANSWER_TIMEOUT_MS = 10_000;
/** The time in which a page that was answered asks for what it needs next. */
const QUIET_MS = 100;

interface OpenedContext {
  context: BrowserContext;
  troubles: string[];
  close(): Promise<void>;
}

/** The pages that the test at hand has opened; tests of a worker run one after the other. */
const opened = new Set<OpenedContext>();

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

/** Notes in a page whether somebody is somewhere on it: who has pressed on nothing in particular has left by themselves. */
function noteFocus(): void {
  const noted = window as { isSomewhere?: boolean };
  addEventListener('focusin', () => (noted.isSomewhere = true));
  addEventListener('pointerdown', ({ target }) => {
    if (!(target as Element).closest('a, button, input, select, textarea, summary, label, [tabindex]'))
      noted.isSomewhere = false;
  });
}

/** Tells whether the focus has fallen to the body: keyboards and screen readers would begin at the top again. */
function hasLostFocus(): boolean {
  const { isSomewhere } = window as { isSomewhere?: boolean };
  return isSomewhere === true && document.activeElement === document.body;
}

/** Lists texts that hang out of the card or frame that holds them, and words that a button breaks. */
function misfits(): string[] {
  const found = new Set<string>();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    const owner = text.parentElement;
    const words = text.data.trim();
    if (!owner || !words || !owner.closest('main, dialog')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, width } = range.getBoundingClientRect();
    if (width === 0) continue;
    for (let holder: Element | null = owner; holder; holder = holder.parentElement) {
      const style = getComputedStyle(holder);
      // What is cut off, for only screen readers get it, or scrolled, is held by no frame.
      if (style.overflowX !== 'visible') break;
      if (Number.parseFloat(style.borderRightWidth) === 0) continue;
      const frame = holder.getBoundingClientRect();
      if (right > frame.right + 1 || left < frame.left - 1) found.add(`out of its frame: ${words}`);
      break;
    }
    if (!owner.closest('button, .button')) continue;
    for (const { index, 0: word } of text.data.matchAll(/[a-z]{2,}/gi)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.add(`broken: ${word}`);
    }
  }
  return [...found];
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
  await context.addInitScript(noteFocus);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is judged by its status below.
    const refused = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !refused) troubles.push(`console: ${message.text()}`);
  });
  const inFlight = new Set<Request>();
  let lastHeard = performance.now();
  page.on('request', (request) => inFlight.add(request));
  const ended = (request: Request) => {
    inFlight.delete(request);
    lastHeard = performance.now();
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const allowed: { status: number; pathname?: string }[] = [];
  page.on('response', (response) => {
    const [status, { pathname }] = [response.status(), new URL(response.url())];
    if (allowed.some((one) => one.status === status && (one.pathname ?? pathname) === pathname)) return;
    if (status >= 400 && !isExpected(response.url(), status)) {
      troubles.push(`${status} ${response.request().method()} ${response.url()}`);
    }
  });

  let looked = 0;
  async function takePictureIfAsked(name: string): Promise<void> {
    const { SCREENSHOTS } = process.env;
    const order = String(looked).padStart(2, '0');
    if (SCREENSHOTS) await takePicture(page, SCREENSHOTS, `${viewport}-${order}-${name}`);
  }

  /** Holds the page as it is now, on a screen of this size, against what must hold on both. */
  async function fits(name: string): Promise<void> {
    // An animation that ends meanwhile is as good as begun.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ ready }) => ready)));
    await takePictureIfAsked(name);
    expect
      .soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `width of ${name}`)
      .toBeLessThanOrEqual(0);
    // The kit of the console has its own ways with frames.
    if (!new URL(page.url()).pathname.startsWith('/staff'))
      expect.soft(await page.evaluate(misfits), `texts that do not fit in ${name}`).toEqual([]);
  }

  /** Shows the page with what it is held against, if it does not hold: the story goes on to others. */
  async function shownIfItFails(name: string, hold: () => Promise<void>): Promise<void> {
    const test = TestRunner.getCurrentTest<RunnerTestCase>();
    const failures = () => test?.result?.errors?.length ?? 0;
    const before = failures();
    await hold();
    if (test && failures() > before) await showPage(test, { page, troubles }, name);
  }

  /** Looks at the page on both screens, its own last. Accessibility costs most: on its own alone, unless thoroughly. */
  async function lookAt(name: string, thoroughly: boolean): Promise<void> {
    looked += 1;
    const other = viewport === 'phone' ? 'desk' : 'phone';
    for (const screen of [other, viewport] as const) {
      await page.setViewportSize(VIEWPORTS[screen]);
      // Laid out anew by the next frame only.
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await shownIfItFails(`${name}-${screen}`, async () => {
        await fits(`${name}-${screen}`);
        if (thoroughly || screen === viewport)
          expect.soft(await seriousFindings(page), `accessibility of ${name} on a ${screen}`).toEqual([]);
      });
    }
    await shownIfItFails(name, async () => {
      expect.soft(await page.title(), `title of ${name}`).not.toBe('');
      // The kit of the console has its own ways with dialogs and tables.
      if (!new URL(page.url()).pathname.startsWith('/staff'))
        expect.soft(await page.evaluate(hasLostFocus), `focus lost in ${name}`).toBe(false);
      expect.soft(troubles, `troubles up to ${name}`).toEqual([]);
    });
  }

  const remembered: OpenedContext = {
    context,
    troubles,
    async close() {
      opened.delete(remembered);
      if (!page.isClosed()) await takePictureIfAsked('last');
      // What a test holds up may be in flight still, and has nobody to answer.
      const ignored = { behavior: 'ignoreErrors' } as const;
      await Promise.all([context, ...context.pages()].map((one) => one.unrouteAll(ignored)));
      await context.close();
    },
  };
  opened.add(remembered);
  return {
    page,
    troubles,
    async decideBy(key) {
      await page.locator('[aria-keyshortcuts]').first().waitFor();
      await page.keyboard.press(key);
    },
    settled: () =>
      expect
        .poll(() => inFlight.size === 0 && performance.now() - lastHeard > QUIET_MS, { interval: 20 })
        .toBe(true),
    look: (name) => lookAt(name, false),
    lookThoroughly: (name) => lookAt(name, true),
    allow: (status, pathname) => allowed.push({ status, ...(pathname && { pathname }) }),
    close: remembered.close,
  };
}

/** Ends a test: shows the pages it ended with, if it failed, and closes them. */
export async function closePagesOf(test: RunnerTestCase): Promise<void> {
  const all = [...opened];
  const pages = all.flatMap(({ context, troubles }) => context.pages().map((page) => ({ page, troubles })));
  try {
    if (test.result?.state !== 'fail') return;
    for (const [index, page] of pages.entries()) await showPage(test, page, `at-the-end-${index + 1}`);
  } finally {
    await Promise.all(all.map((one) => one.close()));
  }
}

/** Prints what is to be known of a page whose test failed, and takes its picture. */
async function showPage(
  test: RunnerTestCase,
  { page, troubles }: Pick<WatchedPage, 'page' | 'troubles'>,
  name: string,
): Promise<void> {
  const [picture, text] = await Promise.allSettled([
    takePicture(page, FAILURES, `${test.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}-${name}`),
    page.innerText('body', { timeout: ANSWER_TIMEOUT_MS }),
  ]);
  process.stderr.write(
    [
      `\nThe page of "${test.name}", ${name}: ${page.url()}`,
      `its picture: ${toldOf(picture)}`,
      ...troubles.map((trouble) => `trouble: ${trouble}`),
      toldOf(text).slice(0, SHOWN_CHARACTERS),
      '',
    ].join('\n'),
  );
}

/** Words for what was asked of a page; a page that does not answer must not hide why its test failed. */
const toldOf = (outcome: PromiseSettledResult<string>) =>
  outcome.status === 'fulfilled' ? outcome.value : `none, ${outcome.reason}`;

/** @returns the file of the picture */
async function takePicture(page: Page, directory: string, name: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true, timeout: ANSWER_TIMEOUT_MS });
  return file;
}

/** Staff who have not signed in yet get this answer when the page asks who they are. */
function isExpected(url: string, status: number): boolean {
  return status === 401 && new URL(url).pathname === '/api/staff/me';
}

async function seriousFindings(page: Page): Promise<string[]> {
  // Half a megabyte, read once per document.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
  const { violations } = (await page.evaluate(`axe.run(document, ${AXE_OPTIONS})`)) as AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
