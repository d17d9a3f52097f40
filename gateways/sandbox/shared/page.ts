import type { Context } from 'hono';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';

export type Html = ReturnType<typeof html>;

/** Shows Chinese first, English second, each marked with its language. */
export function both(zh: string, en: string): Html {
  return html`<span>${zh}</span> <span class="en" lang="en">${en}</span>`;
}

const STYLE = `
:root { color-scheme: light; --ink: #17202a; --soft: #56616d; --line: #d5dbe1; --brand: #0b5cad; --bad: #a3161f; --good: #14663a; --warn: #fff4d6 }
* { box-sizing: border-box }
body { margin: 0; color: var(--ink); background: #f4f6f8; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif }
.banner { margin: 0; padding: .5rem 1rem; background: var(--warn); border-bottom: 1px solid #e0c36a; text-align: center; font-weight: 600 }
header { background: var(--brand) }
.brand { padding: .75rem 1rem } .brand a { color: #fff }
.brand, main { max-width: 64rem; margin: 0 auto }
main { padding: 1rem; overflow-wrap: anywhere }
main.narrow { max-width: 30rem }
h1 { font-size: 1.35rem; margin: .25rem 0 1rem }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem }
.en { color: var(--soft); font-size: .85em }
header a .en, button .en { color: inherit; opacity: .85 }
.card { background: #fff; border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin-bottom: 1rem }
.amount { font-size: 2rem; font-weight: 700; margin: 0 }
dl { margin: 0 } dt { color: var(--soft); font-size: .9rem } dd { margin: 0 0 .5rem; overflow-wrap: anywhere }
button { font: inherit; min-height: 2.75rem; padding: .4rem 1rem; border-radius: .4rem; border: 1px solid var(--brand); background: #fff; color: var(--brand); cursor: pointer }
button.primary { background: var(--brand); color: #fff; font-weight: 600 }
.narrow button { width: 100%; margin-top: .5rem }
:focus-visible { outline: 3px solid #f0a500; outline-offset: 2px }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0 0; padding: .5rem 1rem 1rem }
label { display: block; padding: .3rem 0 }
select, input[type=search], input[type=email] { font: inherit; min-height: 2.75rem; padding: .3rem .5rem; border: 1px solid #7b8794; border-radius: .4rem; max-width: 100% }
.row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
.scroll { overflow-x: auto; background: #fff; border: 1px solid var(--line); border-radius: .5rem }
table { border-collapse: collapse; width: 100%; min-width: 40rem } th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid var(--line) }
th { font-size: .9rem; background: #eef2f5 }
.good { color: var(--good) } .bad { color: var(--bad) } .num { font-variant-numeric: tabular-nums }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0 }
a { color: var(--brand) }
`;

/** Replaces the list in place every few seconds, unless the reader switched that off or is busy in it. */
const REFRESH_SCRIPT = `
const live = document.querySelector('[data-live]');
const toggle = document.querySelector('[data-live-toggle]');
async function refresh() {
  if (!live || document.hidden || (toggle && !toggle.checked) || (live !== document.activeElement && live.contains(document.activeElement))) return;
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
    if (next && next.innerHTML !== live.innerHTML) live.innerHTML = next.innerHTML;
  } catch {}
}
setInterval(refresh, 4000);
`;

/** Shows the switch that goes with a `data-live` region. */
export function refreshToggle(): Html {
  return html`<label><input type="checkbox" checked data-live-toggle data-testid="auto-refresh"> ${both('自动刷新', 'Refresh by itself')}</label>`;
}

/** Shows a region that scrolls sideways on a phone and keeps itself up to date. */
export function liveTable(label: string, table: Html): Html {
  return html`<div data-live class="scroll" role="region" aria-label="${label}" tabindex="0">${table}</div>`;
}

export interface Page {
  title: string;
  banner: Html;
  brand: Html;
  body: Html;
  narrow?: boolean;
}

/** Builds a whole page. Everything interpolated is escaped by the `html` tag. */
export function page(
  c: Context,
  { title, banner, brand, body, narrow }: Page,
  status: 200 | 400 | 404 = 200,
) {
  return c.html(
    html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" defer></script>
</head>
<body>
<header><p class="banner" data-testid="sandbox-banner">${banner}</p><p class="brand">${brand}</p></header>
<main class="${narrow ? 'narrow' : ''}">${body}</main>
</body>
</html>`,
    status,
  );
}

/** Creates an app with the headers and the style that all pages here share. */
export function createPageApp(): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ['data:'],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        // The payment ends in a redirect to the merchant, which browsers count as a form's target.
        formAction: ["'self'", 'http:', 'https:'],
      },
      strictTransportSecurity: false,
    }),
  );
  app.get('/page.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/page.js', (c) =>
    c.body(REFRESH_SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  return app;
}
