import { z } from '@hono/zod-openapi';
import { captchaSchema } from '../passport/schemas.ts';
import { campusSchema, subjectSchema } from '../exam-session/schemas.ts';
import {
  campusCodeSchema,
  examSessionIdSchema,
  idTypeSchema,
  instantSchema,
  modeSchema,
  subjectCodeSchema,
} from '../http/schemas.ts';
import { fileAnswer } from '../http/files.ts';
import { plainToken } from '../../domain/text/token.ts';
import { checkPaper, idNumberSchema, nameSchema, patternSchema } from '../http/text-schemas.ts';
import { printedTicketSchema } from '../registration/schemas.ts';

export const ticketParams = z.object({ mode: modeSchema });

export const quickPrintFormSchema = z
  .object({
    examSessionId: examSessionIdSchema.optional(),
    name: nameSchema,
    idType: idTypeSchema,
    idNumber: idNumberSchema,
    mode: modeSchema,
    captcha: captchaSchema,
  })
  .check(checkPaper)
  .openapi('QuickPrintForm');

/** What quick print has found: the subjects of one mode, and the address where the tickets one prints oneself are. */
export const quickPrintedSchema = z
  .object({
    mode: modeSchema,
    tickets: z.array(
      printedTicketSchema.extend({ subject: subjectSchema, campus: campusSchema }).openapi('QuickTicket'),
    ),
    link: z.object({ token: z.string(), expiresAt: instantSchema }).nullable().openapi({
      description: 'For GET /api/quick-print/{token}; null when there is nothing to print oneself',
    }),
  })
  .openapi('QuickPrinted');

export const quickPrintParams = z.object({ token: z.string().max(4000).overwrite(plainToken) });

/** A 200 response with the tickets, one per page. */
export const ticketsPdf = fileAnswer('准考证, a page per subject', ['application/pdf']);

/** The path parameters of a subject at a campus, in an exam session. */
export const offeringParams = z.object({
  examSession: examSessionIdSchema,
  campus: campusCodeSchema,
  subject: subjectCodeSchema,
});

export const roomParams = offeringParams.extend({
  room: patternSchema(/^\d{3}$/).openapi({ description: 'As on the ticket, e.g. `007`' }),
});

export const examRoomsSchema = z
  .object({
    refusal: z
      .string()
      .nullable()
      .openapi({ description: 'Code of why the school cannot print the tickets now; null: it can' }),
    rooms: z.array(z.object({ room: z.string(), seatCount: z.number().int() })),
  })
  .openapi('ExamRooms');
