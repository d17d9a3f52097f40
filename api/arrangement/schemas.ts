import { z } from '@hono/zod-openapi';
import { idTypeSchema, modeSchema } from '../http/schemas.ts';

export const ticketParams = z.object({ mode: modeSchema });

export const quickPrintFormSchema = z
  .object({
    examSessionId: z.string().max(20).optional(),
    name: z.string().trim().min(1).max(60),
    idType: idTypeSchema,
    idNumber: z.string().min(1).max(40),
    mode: modeSchema,
    captcha: z.string().min(1).max(2000),
  })
  .openapi('QuickPrintForm');

/** A 200 response with the tickets, one per page. */
export const ticketsPdf = {
  description: '准考证, a page per subject',
  content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
};

/** The path parameters of a subject at a campus, in an exam session. */
export const offeringParams = z.object({
  examSession: z.string().regex(/^[a-z0-9-]{1,20}$/),
  campus: z.string().regex(/^\d{6}$/),
  subject: z.string().regex(/^[0-9A-Z]$/),
});

export const roomParams = offeringParams.extend({
  room: z
    .string()
    .regex(/^\d{3}$/)
    .openapi({ description: 'As on the ticket, e.g. `007`' }),
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
