import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Calendar, CalendarEntry } from '../../db/exam-session/read-calendar.ts';
import { chooseCurrent } from '../../domain/exam-session/current-exam-session.ts';
import { effectiveWindow, type WindowKind } from '../../domain/exam-session/windows.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { ApiError } from '../http/errors.ts';
import { examSessionQuery, json, problems, unchanged } from '../http/schemas.ts';
import { examSessionSchema } from './schemas.ts';
import { isHeld, tagOf } from '../http/held.ts';
import { bilingual, namedView, periodView } from '../http/views.ts';
import { subjectView } from './view.ts';

const getExamSessions = createRoute({
  method: 'get',
  path: '/exam-sessions',
  tags: ['exam sessions'],
  summary: 'All exam sessions with the windows of every province, newest first',
  responses: { 200: json(z.array(examSessionSchema)), ...unchanged, ...problems },
});

const getCurrentExamSession = createRoute({
  method: 'get',
  path: '/exam-sessions/current',
  tags: ['exam sessions'],
  summary: 'The exam session named, or the one open now, next, or last',
  request: { query: examSessionQuery },
  responses: { 200: json(examSessionSchema), ...problems },
});

export function examSessionRoutes(deps: ApiDependencies) {
  const { clock, seasons } = deps;
  return new OpenAPIHono<ApiEnv>()
    .openapi(getExamSessions, async (c) => {
      const calendar = await seasons.calendar();
      if (isHeld(c, calendarTag(calendar))) return c.body(null, 304) as never;
      return c.json(viewsOf(calendar), 200);
    })
    .openapi(getCurrentExamSession, async (c) => {
      const calendar = await seasons.calendar();
      const asked = c.req.valid('query').examSession ?? chooseCurrent(calendar.examSessions, clock.now())?.id;
      if (asked === undefined) throw new ApiError('NO_EXAM_SESSION');
      const view = viewsOf(calendar).find(({ id }) => id === asked);
      if (!view) throw new ApiError('EXAM_SESSION_UNKNOWN');
      return c.json(view, 200);
    });
}

/** Makes an ETag of the list: it shows nothing that changes with time alone. */
function calendarTag({ versions }: Calendar): string {
  return tagOf(Object.entries(versions).toSorted());
}

type ExamSessionView = z.infer<typeof examSessionSchema>;

const shownBefore = new WeakMap<Calendar, ExamSessionView[]>();

/** Shows all exam sessions; once per calendar, because everybody asks and nothing in it changes with time alone. */
function viewsOf(calendar: Calendar): ExamSessionView[] {
  const known = shownBefore.get(calendar) ?? calendar.examSessions.map((entry) => viewOf(calendar, entry));
  shownBefore.set(calendar, known);
  return known;
}

function viewOf({ provinces }: Calendar, record: CalendarEntry): ExamSessionView {
  const window = (kind: WindowKind, code: string) => {
    const period = effectiveWindow(record.windows, kind, code);
    return period && periodView(period);
  };
  return {
    id: record.id,
    name: bilingual(record),
    period: record.period && periodView(record.period),
    supportPhone: record.settings.supportPhone,
    supportHours: { zh: record.settings.supportHoursZh, en: record.settings.supportHoursEn },
    holdMinutes: record.settings.holdMinutes,
    cet6ScoreFrom: record.settings.cet6ScoreFrom,
    examTimes: record.examTimes.map(({ subject, startsAt, endsAt }) => ({
      subject: subjectView(subject),
      period: periodView({ opensAt: startsAt, closesAt: endsAt }),
    })),
    ticketPrint: { written: window('ticketWritten', '*'), oral: window('ticketOral', '*') },
    provinces: provinces.map((province) => ({
      ...namedView(province),
      isOffered: record.offeredIn.includes(province.code),
      rollCheck: window('rollCheck', province.code),
      registration: window('registration', province.code),
      management: window('management', province.code),
    })),
  };
}
