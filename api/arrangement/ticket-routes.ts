import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { idNumberIndex, nameIndex } from '../../db/person/personal-index.ts';
import { readWindows } from '../../db/exam-session/read-windows.ts';
import { findRegistrationsOf } from '../../db/registration/find-registrations.ts';
import { ticketWindowRefusal } from '../../domain/registration/printable-tickets.ts';
import type { Mode } from '../../domain/subjects.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import { readTickets } from './tickets.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { readRegistrationFacts, registrationFacts } from '../registration/facts.ts';
import { examSessionNamed } from '../exam-session/exam-session-named.ts';
import { quickPrintFormSchema, ticketParams, ticketsPdf } from './schemas.ts';
import { examSessionQuery, jsonBody, problems } from '../http/schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';
import { createTicketPrinter } from './ticket-printer.ts';
import type { ApiTools } from '../tools.ts';
import { windowRefusal } from '../http/window-refusal.ts';

export function admissionTicketRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'captcha' | 'limits'>) {
  const { db, vault, clock } = deps;
  const printer = createTicketPrinter(deps.log, 'tickets');

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: '/admission-tickets/{mode}',
        tags: ['admission tickets'],
        summary: '准考证 of the signed-in candidate',
        security: CANDIDATE_ONLY,
        middleware: requireCandidate(deps),
        request: { params: ticketParams, query: examSessionQuery },
        responses: { 200: ticketsPdf, ...problems },
      }),
      async (c) => {
        const { mode } = c.req.valid('param');
        const { examSession } = c.req.valid('query');
        const facts = await readRegistrationFacts(deps, c.var.candidate.passportId, examSession);
        const pdf = await printer.print(await readTickets(deps, facts, mode));
        return c.body(pdf, 200, pdfHeaders(facts.examSession.id, mode));
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/quick-print',
        tags: ['admission tickets'],
        summary: '快速打印: the ticket without signing in, unless its candidate switched that off',
        request: { body: jsonBody(quickPrintFormSchema) },
        responses: { 200: ticketsPdf, ...problems },
      }),
      async (c) => {
        const { examSessionId, name, idType, idNumber, mode, captcha } = c.req.valid('json');
        await tools.captcha.spend(captcha);
        const person = idNumberIndex(vault, idType, idNumber);
        await tools.limits.count('quickPrintAddress', c.var.clientAddress);
        await tools.limits.count('quickPrintPerson', person);
        const examSession = await examSessionNamed(deps, examSessionId);
        const now = clock.now().getTime();
        const window = effectiveWindow(
          await readWindows(db, examSession.id, '*'),
          mode === 'written' ? 'ticketWritten' : 'ticketOral',
          '*',
        );
        // The window is checked first, with the same answer for everybody: outside it nobody learns who is registered.
        const early = ticketWindowRefusal(window, now);
        if (early) throw windowRefusal(early, window, now);

        const found = await findRegistrationsOf(db, {
          examSessionId: examSession.id,
          idNumberIndex: person,
          nameIndex: nameIndex(vault, name),
        });
        const record = found.find(({ state }) => state.quickPrint && hasPaid(state.entries, mode));
        if (!record) throw new ApiError('QUICK_PRINT_NOT_FOUND');
        const facts = await registrationFacts(deps, examSession, record);
        const pdf = await printer.print(await readTickets(deps, facts, mode));
        return c.body(pdf, 200, pdfHeaders(examSession.id, mode));
      },
    );
}

function hasPaid(entries: { mode: Mode; state: string }[], mode: Mode): boolean {
  return entries.some((entry) => entry.mode === mode && entry.state === 'paid');
}

function pdfHeaders(examSessionId: string, mode: Mode): Record<string, string> {
  return {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `attachment; filename="admission-ticket-${examSessionId}-${mode}.pdf"`,
  };
}
