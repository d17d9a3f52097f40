import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { listRooms, type OfferingKey, readExamCampus, readRoom } from '../../db/arrangement/list-rooms.ts';
import { windowsAround } from '../../domain/exam-session/season.ts';
import { recordAudit } from '../../db/record-audit.ts';
import { roomName } from '../../domain/registration/room-seat.ts';
import type { TicketRefusal } from '../../domain/registration/printable-tickets.ts';
import { roomPrintRefusal } from '../../domain/arrangement/room-print.ts';
import { isInScope } from '../../domain/scopes.ts';
import { effectiveWindow } from '../../domain/exam-session/windows.ts';
import { readRoomTickets } from './tickets.ts';
import type { ApiDependencies, ApiEnv, StaffSession } from '../context.ts';
import { notFoundFor } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { presentSeason } from '../exam-session/season-named.ts';
import { examRoomsSchema, offeringParams, roomParams, ticketsPdf } from './schemas.ts';
import { json, problems } from '../http/schemas.ts';
import { createTicketPrinter } from './ticket-printer.ts';
import type { ApiTools } from '../tools.ts';
import { windowRefusal } from '../http/window-refusal.ts';
import { staffActor } from '../../domain/actor.ts';

const PATH = '/staff/exam-sessions/{examSession}/campuses/{campus}/subjects/{subject}/rooms';

/** Routes for the rooms of an exam school, and for their tickets where the school prints them. */
export function staffRoomRoutes(deps: ApiDependencies, tools: Pick<ApiTools, 'limits'>) {
  const { db, clock } = deps;
  const printer = createTicketPrinter(deps.log, 'rooms');
  const guarded = { tags: ['staff'], ...requireStaff(deps, 'rooms.print') };

  return new OpenAPIHono<ApiEnv>()
    .openapi(
      createRoute({
        method: 'get',
        path: PATH,
        summary: 'Rooms of a subject at a campus of the exam school',
        ...guarded,
        request: { params: offeringParams },
        responses: { 200: json(examRoomsSchema), ...problems },
      }),
      async (c) => {
        const { key, refusal } = await examOf(deps, c.var.staff, c.req.valid('param'));
        const rooms = await listRooms(db, key);
        return c.json(
          { refusal, rooms: rooms.map(({ room, seatCount }) => ({ room: roomName(room), seatCount })) },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: `${PATH}/{room}/tickets.pdf`,
        summary: '准考证 of everybody in a room, where the exam school prints them; ID numbers are masked',
        ...guarded,
        request: { params: roomParams },
        responses: { 200: ticketsPdf, ...problems },
      }),
      async (c) => {
        const { account } = c.var.staff;
        const { room: name, ...params } = c.req.valid('param');
        const { key, season, refusal, window } = await examOf(deps, c.var.staff, params);
        if (refusal !== null) throw windowRefusal(refusal, window, clock.now());
        await tools.limits.count('roomTickets', account);
        const room = await readRoom(db, key, Number(name));
        const tickets = await readRoomTickets(deps, season, room);
        if (tickets.length === 0) throw notFoundFor(null);
        const pdf = await printer.print(tickets);
        const target = `${key.examSessionId}/${key.campusCode}/${key.subjectCode}/${name}`;
        await recordAudit(db, {
          actor: staffActor(account),
          action: 'roomTicketsPrinted',
          target,
          happenedAt: clock.now(),
        });
        const file = `admission-tickets-${target.replaceAll('/', '-')}.pdf`;
        return c.body(pdf, 200, {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `attachment; filename="${file}"`,
        });
      },
    );
}

/**
 * Reads an exam of a school's own campus, and whether the school may print its tickets now.
 * @throws ApiError NOT_FOUND also for another school's exam, EXAM_SESSION_UNKNOWN
 */
async function examOf(
  deps: Pick<ApiDependencies, 'db' | 'seasons' | 'clock'>,
  staff: StaffSession,
  params: { examSession: string; campus: string; subject: string },
) {
  const { db, clock } = deps;
  const campus = await readExamCampus(db, params.campus);
  if (!campus || !isInScope(campus.schoolCode, staff.scope)) throw notFoundFor(campus);
  const season = await presentSeason(deps, params.examSession, [campus.code]);
  const subject = season.subjects.find(({ code }) => code === params.subject);
  if (!subject) throw notFoundFor(subject);
  const window = effectiveWindow(
    windowsAround(season, campus.code),
    subject.mode === 'written' ? 'ticketWritten' : 'ticketOral',
    campus.code,
  );
  const schoolPrints = campus.schoolPrintedSubjects.includes(subject.code);
  const refusal: TicketRefusal | null = roomPrintRefusal(schoolPrints, window, clock.now());
  const key: OfferingKey = {
    examSessionId: season.examSession.id,
    campusCode: campus.code,
    subjectCode: subject.code,
  };
  return { key, season, refusal, window };
}
