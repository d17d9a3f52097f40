import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { readSeats } from '../../db/seats/read-seats.ts';
import { seatsLeft, seatsOnSale } from '../../domain/seats/seats.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { isHeld, tagOf } from '../http/held.ts';
import { json, problems, unchanged } from '../http/schemas.ts';
import { seatsQuerySchema, seatsSchema } from './schemas.ts';
import { createSharedRead } from '../../config/shared-read.ts';

/** The greatest age of the seat numbers shown. */
const FRESH_SECONDS = 2;
const MAX_CAMPUSES_KEPT = 20_000;

/**
 * 剩余座位, for everybody: every open page asks every ten seconds, but the database is asked only once per campus and
 * `FRESH_SECONDS`.
 */
export function seatRoutes({ db, clock }: Pick<ApiDependencies, 'db' | 'clock'>) {
  const seatsAt = createSharedRead(
    { clock, freshMs: FRESH_SECONDS * 1000, maxKeys: MAX_CAMPUSES_KEPT },
    async (key) => {
      const [examSessionId = '', campusCode = ''] = key.split('/');
      const pools = await readSeats(db, examSessionId, campusCode);
      return pools.map((pool) => ({
        offeringId: pool.offeringId,
        seats: seatsLeft(pool),
        seatsFree: seatsOnSale(pool),
      }));
    },
  );

  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/seats',
      tags: ['exam sessions'],
      summary: 'Seats left at some campuses; unchanged ones are answered with 304',
      request: { query: seatsQuerySchema },
      responses: { 200: json(seatsSchema), ...unchanged, ...problems },
    }),
    async (c) => {
      const { examSession, campuses } = c.req.valid('query');
      const codes = [...new Set(campuses.split(','))].toSorted();
      const seats = await Promise.all(codes.map((code) => seatsAt(`${examSession}/${code}`)));
      c.header('Cache-Control', `public, max-age=${FRESH_SECONDS}`);
      const body = { seats: seats.flat() };
      if (isHeld(c, tagOf(body.seats))) return c.body(null, 304) as never;
      return c.json(body, 200);
    },
  );
}
