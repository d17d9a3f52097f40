import { z } from '@hono/zod-openapi';
import type { ExtraWindow } from '../../domain/exam-session/extra-window.ts';
import { isoInstant } from '../../domain/time.ts';
import { instantSchema } from '../http/schemas.ts';

export const extraWindowSchema = z
  .object({ opensAt: instantSchema, closesAt: instantSchema, payUntil: instantSchema })
  .openapi('ExtraWindow');

/** Shows the window of late registration. */
export function extraWindowView({ opensAt, closesAt, payUntil }: ExtraWindow) {
  return {
    opensAt: isoInstant(opensAt),
    closesAt: isoInstant(closesAt),
    payUntil: isoInstant(payUntil),
  };
}
