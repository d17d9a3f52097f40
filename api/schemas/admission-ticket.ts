import { z } from '@hono/zod-openapi';
import { idTypeSchema, modeSchema } from './common.ts';

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

/** A 200 with the tickets, a page each. */
export const ticketsPdf = {
  description: '准考证, a page per subject',
  content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
};
