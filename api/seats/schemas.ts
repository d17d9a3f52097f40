import { z } from '@hono/zod-openapi';
import { examSessionIdSchema } from '../http/schemas.ts';
import { patternSchema } from '../http/text-schemas.ts';

export const seatsQuerySchema = z.object({
  examSession: examSessionIdSchema,
  campuses: patternSchema(/^\d{6}(,\d{6}){0,49}$/).openapi({
    description: 'Campus codes, separated by commas',
    example: '991010,991011',
  }),
});

export const seatsLeftSchema = z.enum(['plenty', 'few', 'none']);

/** The remaining seats of an offering, the same for everybody. */
export const seatsSchema = z
  .object({
    seats: z.array(
      z.object({
        offeringId: z.number().int(),
        seats: seatsLeftSchema,
        seatsFree: z.number().int().min(0),
      }),
    ),
  })
  .openapi('Seats');
