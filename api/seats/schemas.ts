import { z } from '@hono/zod-openapi';

export const seatsQuerySchema = z.object({
  examSession: z.string().regex(/^[a-z0-9-]{1,20}$/),
  campuses: z
    .string()
    .regex(/^\d{6}(,\d{6}){0,49}$/)
    .openapi({ description: 'Campus codes, separated by commas', example: '991010,991011' }),
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
