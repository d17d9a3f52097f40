import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { idNumberIndex } from '../../db/person/personal-index.ts';
import { campusNamed, subjectNamed, windowsAround } from '../../domain/exam-session/season.ts';
import { readPhotoState } from '../../db/roll/photo-state.ts';
import { recordAudit } from '../../db/record-audit.ts';
import { findRegistrationsOf } from '../../db/registration/find-registrations.ts';
import { readRegistration, type RegistrationRecord } from '../../db/registration/read-registration.ts';
import { readRoomSeats } from '../../db/registration/read-room-seats.ts';
import { VISITOR } from '../../domain/actor.ts';
import { ticketWindowRefusal } from '../../domain/registration/printable-tickets.ts';
import { liveEntries } from '../../domain/registration/state.ts';
import { isoInstant } from '../../domain/time.ts';
import { typedAccount } from '../../domain/security.ts';
import type { Mode } from '../../domain/subjects.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import { readTickets } from './tickets.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { type RegistrationFacts, readRegistrationFacts, registrationFacts } from '../registration/facts.ts';
import { ticketFor } from '../registration/tickets-for.ts';
import { campusView, subjectView } from '../exam-session/view.ts';
import { quickPrintToken, readQuickPrintToken } from './quick-print-token.ts';
import { ticketFileHeaders } from './ticket-file.ts';
import { presentSeason } from '../exam-session/season-named.ts';
import {
  quickPrintedSchema,
  quickPrintFormSchema,
  quickPrintParams,
  ticketParams,
  ticketsPdf,
} from './schemas.ts';
import { json, linkedFileQuery, jsonBody, problems } from '../http/schemas.ts';
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
        request: { params: ticketParams, query: linkedFileQuery },
        responses: { 200: ticketsPdf, ...problems },
      }),
      async (c) => {
        const { mode } = c.req.valid('param');
        const { examSession } = c.req.valid('query');
        const facts = await readRegistrationFacts(deps, c.var.candidate.passportId, examSession);
        const tickets = await readTickets(deps, facts, mode);
        const pdf = await printer.print(tickets);
        return c.body(pdf, 200, ticketFileHeaders(tickets, facts.season.examSession.id, mode));
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/quick-print',
        tags: ['admission tickets'],
        summary:
          '快速打印: who prints which ticket, and the link to one’s own, unless its candidate switched that off',
        request: { body: jsonBody(quickPrintFormSchema) },
        responses: { 200: json(quickPrintedSchema), ...problems },
      }),
      async (c) => {
        const { examSessionId, name, idType, idNumber, mode, captcha } = c.req.valid('json');
        await tools.captcha.spend(captcha);
        const person = idNumberIndex(vault, idType, idNumber);
        const season = await presentSeason(deps, examSessionId);
        const now = clock.now();
        const kind = mode === 'written' ? 'ticketWritten' : 'ticketOral';
        const window = effectiveWindow(windowsAround(season, '*'), kind, '*');
        // The window is checked first, with the same answer for everybody: outside it nobody learns who is registered.
        const early = ticketWindowRefusal(window, now);
        if (early) throw windowRefusal(early, window, now);

        c.set('aimedAt', typedAccount(person));
        const record = await tools.limits.attempt(
          [
            ['quickPrintPair', `${c.var.clientNetwork} ${person}`],
            ['quickPrintPerson', person],
            ['quickPrintAddress', c.var.clientNetwork],
          ],
          async () => {
            const found = await findRegistrationsOf(db, vault, {
              examSessionId: season.examSession.id,
              idType,
              idNumber,
              name,
            });
            return found.find(({ state }) => state.quickPrint && hasPaid(state.entries, mode)) ?? null;
          },
        );
        if (!record) throw new ApiError('QUICK_PRINT_NOT_FOUND');
        const facts = await factsOf(record);
        const seats = await readRoomSeats(
          db,
          liveEntries(record.state).map(({ id }) => id),
        );
        const tickets = liveEntries(record.state)
          .filter((entry) => entry.mode === mode)
          .map((entry) => ({
            subject: subjectView(subjectNamed(facts.season, entry.subject)),
            campus: campusView(campusNamed(facts.season, entry.campus)),
            ...ticketFor(facts, entry, seats, now),
          }));
        const { token, expiresAt } = quickPrintToken(vault, record.id, mode, now);
        const link = tickets.some(({ refusal }) => refusal === null)
          ? { token, expiresAt: isoInstant(expiresAt) }
          : null;
        return c.json({ mode, tickets, link }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/quick-print/{token}',
        tags: ['admission tickets'],
        summary: '快速打印: the tickets, at the address that the query was answered with a few minutes ago',
        request: { params: quickPrintParams },
        responses: { 200: ticketsPdf, ...problems },
      }),
      async (c) => {
        const claim = readQuickPrintToken(vault, c.req.valid('param').token, clock.now());
        if (claim === 'invalid') throw new ApiError('QUICK_PRINT_LINK_INVALID');
        if (claim === 'over') throw new ApiError('QUICK_PRINT_LINK_OVER');
        const { registrationId, mode } = claim;
        const record = await readRegistration(db, registrationId);
        if (!record?.passportId || !record.state.quickPrint) throw new ApiError('QUICK_PRINT_NOT_FOUND');
        const tickets = await readTickets(deps, await factsOf(record), mode);
        const pdf = await printer.print(tickets);
        await recordAudit(db, {
          actor: VISITOR,
          action: 'ticketQuickPrinted',
          target: `registration/${record.id}`,
          details: { examSessionId: record.examSessionId, mode },
          happenedAt: clock.now(),
        });
        return c.body(pdf, 200, ticketFileHeaders(tickets, record.examSessionId, mode));
      },
    );

  /** Reads the settings around the places where a registration's tests are held. */
  async function factsOf(record: RegistrationRecord): Promise<RegistrationFacts> {
    const places = [record.campusCode, ...liveEntries(record.state).map(({ campus }) => campus)];
    const [season, photoState] = await Promise.all([
      presentSeason(deps, record.examSessionId, [...new Set(places)]),
      readPhotoState(db, record.id),
    ]);
    return registrationFacts(season, record, photoState);
  }
}

function hasPaid(entries: { mode: Mode; state: string }[], mode: Mode): boolean {
  return entries.some((entry) => entry.mode === mode && entry.state === 'paid');
}
