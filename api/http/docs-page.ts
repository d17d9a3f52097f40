import { html } from 'hono/html';
import type { OpenApiDocument } from './openapi-document.ts';
import { plainPage } from './plain-page.ts';

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
  return plainPage(
    'en',
    `${document.info.title}: API`,
    html`<h1>${document.info.title}: API</h1>
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
        )}`,
  );
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
