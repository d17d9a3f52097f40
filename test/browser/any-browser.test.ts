import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { browserMissing } from '../support/chromium.ts';
import { PASSWORD } from '../support/factories.ts';
import { accepted, type Candidate, mintCandidate, mintPlace } from '../support/walk.ts';
import { startBrowserPlatform } from './browser-platform.ts';
import { openSignedInAs } from './signed-in.ts';
import { openWatchedPage } from './watched-page.ts';

const newer = JSON.parse(
  await readFile(new URL('../../web/build/newer-than-floor.json', import.meta.url), 'utf8'),
) as Record<'globals' | 'statics' | 'members', string>;
const NEWER = [newer.globals, newer.statics, newer.members].map((names) => names.split(' '));

/** Takes from a page what the oldest browsers of the floor have not. */
function takeNewer([globals = [], statics = [], members = []]: string[][]): void {
  const from = (owner: unknown, name: string) => {
    if (owner === null || (typeof owner !== 'object' && typeof owner !== 'function')) return;
    if (Object.getOwnPropertyDescriptor(owner, name)?.configurable) Reflect.deleteProperty(owner, name);
  };
  const world = globalThis as unknown as Record<string, unknown>;
  const builtIns = Object.getOwnPropertyNames(world).filter((name) => /^[A-Z]/.test(name));
  for (const builtIn of builtIns) {
    const prototype = (world[builtIn] as { prototype?: unknown } | undefined)?.prototype;
    for (const member of members) from(prototype, member);
  }
  for (const name of members) from(Object.getPrototypeOf(Int8Array.prototype), name);
  for (const name of statics) {
    const [owner = '', member = ''] = name.split('.');
    from(world[owner], member);
  }
  for (const name of globals) from(world, name);
}

/** Lets a page keep nothing: whoever asks for the storage or the cookies is refused. */
function denyStorage(): void {
  const refuse = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
    Object.defineProperty(window, name, { get: refuse });
  Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse });
}

/** Translates a page as browsers do: each text is put into `<font>` elements, or gives way to them. */
function translate(way: 'wraps' | 'replaces'): void {
  const one = (text: Node) => {
    const parent = text.parentElement;
    if (!parent || !text.nodeValue?.trim() || parent.closest('font, script, style, title, option, textarea'))
      return;
    const font = document.createElement('font');
    font.append(document.createElement('font'));
    parent.replaceChild(font, text);
    font.firstElementChild?.append(way === 'wraps' ? text : (text.nodeValue ?? ''));
  };
  const all = (node: Node) => {
    const texts: Node[] = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(one);
  };
  new MutationObserver((records) => {
    for (const { target, type, addedNodes } of records) {
      if (type === 'characterData') one(target);
      for (const node of addedNodes)
        if (node.nodeType === Node.TEXT_NODE) one(node);
        else all(node);
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

const INSIDE = {
  WeChat: 'Mobile/15E148 MicroMessenger/8.0.54(0x18003634) NetType/WIFI Language/zh_CN',
  QQ: 'Mobile/15E148 QQ/9.1.5.602 V1_IPH_SQ_9.1.5_1_APP_A Pixel/1170',
  DingTalk: 'Mobile/15E148 AliApp(DingTalk/7.6.30) com.laiwang.DingTalk/37846 Channel/201200',
};

function showUserAgent(userAgent: string): void {
  Object.defineProperty(navigator, 'userAgent', { value: userAgent });
}

/** Browsers that differ from the one of these tests, by what they do to a page before it is loaded. */
const BROWSERS: Record<string, (context: BrowserContext) => Promise<unknown>> = {
  'one as old as the floor': (context) => context.addInitScript(takeNewer, NEWER),
  'one that keeps nothing': (context) => context.addInitScript(denyStorage),
  'one that wraps each text to translate it': (context) => context.addInitScript(translate, 'wraps' as const),
  'one that replaces each text to translate it': (context) =>
    context.addInitScript(translate, 'replaces' as const),
  ...Object.fromEntries(
    Object.entries(INSIDE).map(([app, end]) => [
      `that of ${app}`,
      async (context: BrowserContext) => {
        const userAgent = `Mozilla/5.0 (iPhone; CPU iPhone OS 14_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ${end}`;
        await context.setExtraHTTPHeaders({ 'User-Agent': userAgent });
        await context.addInitScript(showUserAgent, userAgent);
      },
    ]),
  ),
};

describe.skipIf(browserMissing)('the site in any browser', async () => {
  if (browserMissing) return;
  const started = await startBrowserPlatform();
  const { platform, browser } = started;
  const at = (path: string) => `${platform.publicUrl}${path}`;
  const place = await mintPlace(platform);
  await platform.mint.offering(place.examSessionId, place.campus.code, '1', { capacity: 100 });

  async function registered(): Promise<Candidate> {
    const candidate = await mintCandidate(platform, place);
    accepted(await candidate.save());
    return candidate;
  }

  /** Signs in, looks around, takes a seat, and signs out. */
  async function walk(page: Page, candidate: Candidate): Promise<void> {
    await page.goto(at('/'));
    await page.getByRole('link', { name: '登录', exact: true }).first().click();
    await page.getByLabel('证件号码或邮箱').fill(candidate.passport.email);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('banner').getByText(candidate.passport.name).waitFor();
    await page.goto(at('/registration/subjects/written'));
    await page.locator('main').getByRole('checkbox').first().check();
    await page.locator('main .button-main:enabled').click();
    await page.getByRole('dialog').locator('.button-main').click();
    await expect.poll(async () => accepted(await candidate.registration()).entries.length).toBe(1);
    await page.getByRole('dialog').getByText('英语四级笔试').first().waitFor();
    await page.goto(at('/registration'));
    await page.locator('main').getByText('英语四级笔试').first().waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('banner').getByRole('link', { name: '登录' }).waitFor();
  }

  it.each(Object.keys(BROWSERS))('takes a seat in %s', async (name) => {
    const candidate = await registered();
    const watched = await openWatchedPage(browser, 'phone');
    // The page may be asking once more while it is left.
    watched.allow(401, '/api/registration');
    await BROWSERS[name]?.(watched.page.context());
    await walk(watched.page, candidate);
    expect(watched.troubles).toEqual([]);
  });

  it.each(['site', 'staff'] as const)('says at sign-in to the %s that it keeps no cookies', async (area) => {
    const watched = await openWatchedPage(browser, 'phone');
    const { page } = watched;
    const [sessions, me] =
      area === 'site' ? ['/api/sessions', '/api/me'] : ['/api/staff/sessions', '/api/staff/me'];
    watched.allow(401, me);
    await page.route(`**${sessions}`, async (route) => {
      const asked = route.request();
      const answered = await fetch(asked.url(), {
        method: asked.method(),
        headers: { 'content-type': 'application/json', origin: platform.publicUrl },
        body: asked.postData(),
      });
      await route.fulfill({
        status: answered.status,
        contentType: 'application/json',
        body: await answered.text(),
      });
    });
    const account =
      area === 'site'
        ? (await registered()).passport.email
        : (await platform.mint.staff({ role: 'reviewer', scope: place.campus.schoolCode })).account;
    await page.goto(at(area === 'site' ? '/sign-in?next=%2Fregistration' : '/staff'));
    await page.getByLabel(area === 'site' ? '证件号码或邮箱' : '账号').fill(account);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('alert').getByText('此浏览器没有保存登录状态').waitFor();
    expect(await page.getByLabel('密码').inputValue()).toBe(PASSWORD);
    await watched.look(`no-cookies-${area}`);
    expect(watched.troubles).toEqual([]);
  });

  it('shows in a translated page what has changed since', async () => {
    const { page } = await openWatchedPage(browser, 'phone');
    await page.addInitScript(translate, 'replaces' as const);
    await page.goto(at('/terms'));
    await page.locator('[data-page-title] font').first().waitFor();
    const shown = await page.evaluate(async () => {
      const translated = () => new Promise((resolve) => setTimeout(resolve));
      const left = document.createTextNode('10');
      const line = document.createElement('p');
      line.append(left, ' seats');
      document.getElementById('root')?.append(line);
      await translated();
      const first = line.innerHTML;
      left.nodeValue = '9';
      await translated();
      return { first, later: line.textContent };
    });
    expect(shown).toEqual({ first: expect.stringContaining('<font>10</font>'), later: '9 seats' });
  });

  it('keeps the language that an address asks for, and takes it out of the address', async () => {
    const { page } = await openWatchedPage(browser, 'phone');
    await page.goto(at('/sign-in?next=%2Fprofile&lang=en'));
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(new URL(page.url()).search).toBe('?next=%2Fprofile');
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('comes back by 重试 after something has gone wrong on the page itself', async () => {
    const { page } = await openWatchedPage(browser, 'phone');
    await page.route('**/api/notices?*', (route) => route.fulfill({ json: 5 }));
    await page.goto(at('/'));
    await page.getByRole('heading', { name: '页面没有打开' }).waitFor();
    await page.unroute('**/api/notices?*');
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByRole('heading', { name: '报名流程' }).waitFor();
  });

  it.each([
    ['below the floor', '这个浏览器太旧', 'too old'],
    ['whose connection breaks', '页面没有加载完整', 'did not load completely'],
  ])('says in both languages why it does not start in one %s, and whom to call', async (which, zh, en) => {
    const { page } = await openWatchedPage(browser, 'phone');
    await page.route('**/assets/site-*.js', (route) => route.abort());
    if (which === 'below the floor')
      await page.addInitScript(() => Reflect.deleteProperty(Element.prototype, 'replaceChildren'));
    await page.goto(at('/registration'));
    const said = page.locator('#cannot-start');
    await said.getByText(zh).waitFor();
    await said.getByText(en).waitFor();
    expect(await said.locator('a[href^="tel:"]').count()).toBe(2);
    expect(await said.locator('[data-for]:visible').count()).toBe(4);
    expect(await page.locator('main[data-skeleton]').isVisible()).toBe(false);
    const top = await said.evaluate((section) => section.getBoundingClientRect().top);
    expect(top, 'its place on a small screen').toBeLessThan(200);
    if (process.env.SCREENSHOTS)
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/${which.replaceAll(' ', '-')}.png` });
  });

  it('shows header and skeleton before any script, in the language of the reader', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(at('/registration'));
    await page.getByRole('banner').getByText('College English Test Registration').waitFor();
    expect(await page.locator('.skeleton span').count()).toBe(6);
    const ground = await page.locator('.header').evaluate((one) => getComputedStyle(one).backgroundColor);
    expect(ground).toBe('rgb(11, 78, 162)');
    await page.goto(at('/registration?lang=zh'));
    await page.getByRole('banner').getByText('全国大学英语四、六级考试报名').waitFor();
    await context.close();
  });

  it('says in place of the skeleton, on the first screen, that it needs scripts', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
    });
    const page = await context.newPage();
    for (const path of ['/registration', '/staff']) {
      await page.goto(at(path));
      expect(await page.locator('.skeleton').isVisible()).toBe(false);
      for (const words of ['请启用 JavaScript', 'Please enable JavaScript']) {
        const box = await page.getByRole('heading', { name: words }).boundingBox();
        expect(box && box.y + box.height).toBeLessThan(740);
      }
    }
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/no-script.png` });
    await context.close();
  });

  it('never tells who is signed in to sign in, not even while it is not known', async () => {
    const candidate = await registered();
    const { page } = await openSignedInAs(started, candidate.passport, place, 'phone');
    let tell = () => {};
    const told = new Promise<void>((resolve) => (tell = resolve));
    await page.route('**/api/me', async (route) => {
      await told;
      await route.continue();
    });
    await page.goto(at('/terms'), { waitUntil: 'commit' });
    const header = page.getByRole('banner');
    await header.getByRole('button', { name: '在线客服' }).waitFor();
    expect(await header.getByText(/登录|退出/).count()).toBe(0);
    tell();
    await header.getByRole('button', { name: '退出' }).waitFor();
    await header.getByText(candidate.passport.name).waitFor();
  });

  it.each(['/', '/registration', '/registration/subjects/written'])(
    'asks for the first answers of %s while its scripts are still on their way, once, and for one language',
    async (path) => {
      const candidate = await registered();
      const { page, troubles } = await openSignedInAs(started, candidate.passport, place, 'phone', 'real');
      const expected = [
        '/api/exam-sessions',
        '/api/me',
        `/api/registration?examSession=${place.examSessionId}`,
      ];
      const noted = { name: 'registered', value: place.examSessionId };
      // Most who come home have no registration: it is asked for where an earlier visit has seen one.
      if (path === '/') await page.context().addCookies([{ ...noted, url: platform.publicUrl }]);
      const asked: string[] = [];
      page.on('request', (request) => {
        const { pathname, search } = new URL(request.url());
        if (pathname.startsWith('/api/') || /\/(zh|en)-/.test(pathname)) asked.push(pathname + search);
      });
      await page.route('**/assets/libraries-*.js', async (route) => {
        await expect.poll(() => asked).toEqual(expect.arrayContaining(expected));
        await route.continue();
      });
      await page.goto(at(path));
      await expect.poll(() => page.evaluate(() => performance.getEntriesByName('usable').length)).toBe(1);
      expect(asked.toSorted()).toEqual([...new Set(asked)].toSorted());
      expect(asked.filter((one) => one.startsWith('/assets/'))).toHaveLength(1);
      expect(await page.context().cookies()).toContainEqual(expect.objectContaining(noted));
      expect(troubles).toEqual([]);
    },
  );
});
