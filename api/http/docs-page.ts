import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { OpenApiDocument } from './openapi-document.ts';

const STYLE = `
body { font: 16px/1.6 system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', sans-serif; margin: 2rem auto;
  max-width: 60rem; padding: 0 1rem; color: #1d2733; background: #f5f7fa; }
h1, h2 { line-height: 1.3; } h2 { margin-top: 2.5rem; border-bottom: 2px solid #1456a0; }
details { background: #fff; border: 1px solid #d5dde6; border-radius: 6px; margin: .5rem 0; padding: .5rem .8rem; }
summary { cursor: pointer; min-height: 1.8rem; } code, pre { font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; }
pre { background: #f0f3f7; padding: .8rem; overflow: auto; border-radius: 4px; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; color: #1456a0; text-transform: uppercase; }
`;

/** The hash by which the content security policy allows the only inline style of the site. */
export const DOCS_STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

interface Operation {
  method: string;
  path: string;
  summary: string;
  tags: string[];
  security: string[];
  parameters: unknown;
  requestBody: unknown;
  responses: unknown;
}

type DocumentedOperation = Partial<Omit<Operation, 'security'>> & { security?: object[] };

/** Shows the OpenAPI document as a page that needs neither scripts nor other sites. */
export function docsPage(document: OpenApiDocument) {
  const operations = operationsOf(document);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title}: API</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <h1>${document.info.title}: API</h1>
        <p>${document.info.description ?? ''}</p>
        <p>As a file: <a href="/api/openapi.json">/api/openapi.json</a></p>
        ${(document.tags ?? []).map((tag) => {
          const own = operations.filter((operation) => operation.tags.includes(tag.name));
          return own.length === 0
            ? ''
            : html`<h2>${tag.name}</h2>
                <p>${tag.description ?? ''}</p>
                ${own.map(operationView)}`;
        })}
        <h2>Schemas</h2>
        ${Object.entries(document.components?.schemas ?? {}).map(
          ([name, schema]) =>
            html`<details id="${name}">
              <summary><code>${name}</code></summary>
              <pre>${JSON.stringify(schema, null, 2)}</pre>
            </details>`,
        )}
      </body>
    </html>`;
}

function operationView(operation: Operation) {
  const parts = [
    ['Parameters', operation.parameters],
    ['Body', operation.requestBody],
    ['Answers', operation.responses],
  ] as const;
  return html`<details>
    <summary>
      <span class="method">${operation.method}</span> <code>${operation.path}</code> ${operation.summary}
    </summary>
    ${operation.security.length > 0 ? html`<p>Needs ${operation.security.join(' or ')}</p>` : ''}
    ${parts.map(([title, part]) =>
      part === undefined
        ? ''
        : html`<h3>${title}</h3>
            <pre>${JSON.stringify(part, null, 2)}</pre>`,
    )}
  </details>`;
}

function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, DocumentedOperation>).map(([method, operation]) => ({
      method,
      path,
      summary: operation.summary ?? '',
      tags: operation.tags ?? [],
      security: (operation.security ?? []).flatMap((scheme) => Object.keys(scheme)),
      parameters: operation.parameters,
      requestBody: operation.requestBody,
      responses: operation.responses,
    })),
  );
}
