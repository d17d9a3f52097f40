import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.ts';
import { sessionCookie } from './session-cookie.ts';

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;

/** Builds the document of all routes mounted so far, from the schemas that check the requests. */
export function openApiDocument(app: OpenAPIHono<ApiEnv>, publicUrl: string): OpenApiDocument {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'CET registration',
      version: '1.0.0',
      description:
        'Registration for the College English Test. Every refusal is a problem (RFC 9457) with a stable `code`. ' +
        'Requests that change something must carry our own Origin, or neither Origin nor cookie.',
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
}

/** Names the two session cookies, to which routes refer as their security. */
export function describeSecurity(app: OpenAPIHono<ApiEnv>, publicUrl: string): void {
  for (const kind of ['candidate', 'staff'] as const) {
    app.openAPIRegistry.registerComponent('securitySchemes', `${kind}Session`, {
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookie(kind, publicUrl).name,
    });
  }
}
