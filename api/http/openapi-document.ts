import type { OpenAPIHono } from '@hono/zod-openapi';
import { ACTING_FOR, actingFor, candidateActor, staffActor } from '../../domain/actor.ts';
import type { ApiEnv } from '../context.ts';
import { isFromElsewhere, isSafe } from './middleware/same-origin.ts';
import { sessionCookieName } from './session-cookie.ts';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** Builds the document of all routes mounted so far, from the schemas that check the requests. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>, publicUrl: string): OpenApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'CET registration',
      version: '1.0.0',
      description:
        'Registration for the College English Test. Every refusal is a problem (RFC 9457) with a stable `code`. ' +
        'Requests that change something must carry our own Origin, or neither Origin nor cookie. ' +
        `Those of somebody who is signed in also name, in \`${ACTING_FOR}\`, the person that their page shows.`,
    },
    servers: [{ url: publicUrl }],
    tags: [
      { name: 'captcha', description: 'Proof of work asked of forms anybody can send' },
      { name: 'passports', description: 'Accounts of candidates (通行证)' },
      { name: 'sessions', description: 'Sign-ins of candidates' },
      { name: 'exam sessions', description: 'Sittings, their windows, and notices' },
      { name: 'agreements', description: 'Agreement and integrity pledge' },
      { name: 'registration', description: 'Eligibility and registration (报名信息)' },
      { name: 'review', description: 'CET-6 re-checks (CET6资格复核)' },
      { name: 'payment', description: 'Orders, and what gateways send' },
      {
        name: 'admission tickets',
        description: 'Printing them (准考证), also without signing in (快速打印)',
      },
      { name: 'staff', description: 'The staff console' },
      { name: 'operations', description: 'Health, figures, this document' },
    ],
  });
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    if (isFromElsewhere(path)) continue;
    for (const [method, operation] of Object.entries(item) as [string, GuardedOperation][]) {
      if (operation.requestBody) operation.requestBody.description = EXACT;
      const parameter = actingForParameter(method, operation.security);
      if (parameter) operation.parameters = [...(operation.parameters ?? []), parameter];
    }
  }
  return document;
}

const EXACT = 'Fields that are not named here are refused with UNKNOWN_FIELD, which names them.';

interface GuardedOperation {
  requestBody?: { description?: string };
  security?: Record<string, string[]>[];
  parameters?: object[];
}

/** Describes the header that says for whom a page acts; null for operations that nobody signs in for. */
function actingForParameter(method: string, security: GuardedOperation['security'] = []): object | null {
  const schemes = security.map((scheme) => Object.keys(scheme)[0]);
  const ofStaff = schemes.includes('staffSession');
  if (!ofStaff && !schemes.includes('candidateSession')) return null;
  const changes = !isSafe(method.toUpperCase());
  const example = ofStaff ? staffActor('account') : candidateActor('0123456789abcdef0123456789abcdef');
  return {
    name: ACTING_FOR,
    in: 'header',
    required: changes && !schemes.includes(undefined),
    description:
      'Whom the page that sends this was rendered for, percent-encoded as in an address. Refused with ' +
      `ACTING_FOR_ANOTHER if somebody else is signed in${changes ? ', or if it is missing' : ''}.`,
    schema: { type: 'string', maxLength: 200 },
    example: actingFor(example)[ACTING_FOR],
  };
}

/** Names the two session cookies, to which routes refer as their security. */
export function describeSecurity(app: OpenAPIHono<ApiEnv>, publicUrl: string): void {
  for (const kind of ['candidate', 'staff'] as const) {
    app.openAPIRegistry.registerComponent('securitySchemes', `${kind}Session`, {
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookieName(kind, publicUrl),
    });
  }
}
