import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';

const STYLE = `
body { font: 16px/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif; margin: 2rem auto;
  max-width: 60rem; padding: 0 1rem; color: #1d2733; background: #f5f7fa; }
h1, h2 { line-height: 1.3; } h2 { margin-top: 2.5rem; border-bottom: 2px solid #1456a0; }
details { background: #fff; border: 1px solid #d5dde6; border-radius: 6px; margin: .5rem 0; padding: .5rem .8rem; }
summary { cursor: pointer; min-height: 1.8rem; } code, pre { font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { background: #f0f3f7; padding: .8rem; overflow: auto; border-radius: 4px; }
a { color: #1456a0; display: inline-block; min-height: 2.75rem; line-height: 2.75rem; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; color: #1456a0; text-transform: uppercase; }
`;

/** The hash by which the content security policy allows the only inline style of the site. */
export const PLAIN_STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

type Html = ReturnType<typeof html>;

/** Makes a page that needs neither scripts nor other files. */
export function plainPage(lang: 'zh-CN' | 'en', title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
}
