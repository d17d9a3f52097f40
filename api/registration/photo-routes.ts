import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { nameIndex } from '../../db/person/personal-index.ts';
import { readPassport } from '../../db/passport/read-passport.ts';
import { isOwnPhoto, isPhoto, readPhotos } from '../../db/roll/read-photo.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { PHOTO_TYPES } from '../../domain/roll/photo.ts';
import { fileAnswer } from '../http/files.ts';
import { isHeld } from '../http/held.ts';
import { ApiError } from '../http/errors.ts';
import { requireCandidate } from '../http/middleware/require-candidate.ts';
import { hasOwnNumber } from '../../db/passport/own-number.ts';
import { problems } from '../http/schemas.ts';
import { CANDIDATE_ONLY } from '../http/security.ts';

/** Routes for photos, which are shown only to the person on them. */
export function photoRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/photos/{id}',
      tags: ['registration'],
      summary: 'A photo of the signed-in candidate, by the id that roll entries and registrations name',
      security: CANDIDATE_ONLY,
      middleware: requireCandidate(deps),
      request: { params: z.object({ id: z.string().regex(/^[\w-]{43}$/) }) },
      responses: {
        200: fileAnswer('The photo', PHOTO_TYPES),
        304: { description: 'The photo the browser has is still the one' },
        ...problems,
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { passportId } = c.var.candidate;
      const passport = await readPassport(db, vault, passportId);
      if (!passport) throw new ApiError('SIGN_IN_REQUIRED');
      const own = await isOwnPhoto(db, vault, id, {
        passportId,
        // A roll entry is shown to whoever has the ID number, not to somebody who merely claims it.
        idNumberIndex: (await hasOwnNumber(db, passport)) ? passport.idNumberIndex : '',
        nameIndex: nameIndex(vault, passport.name),
      });
      // Somebody else's photo is answered as if it did not exist.
      if (!own) throw new ApiError('NOT_FOUND', { isDenied: await isPhoto(db, id) });
      // Browsers keep the photo, but must ask again before showing it, so that it needs a live sign-in.
      c.header('Cache-Control', 'private, no-cache');
      if (isHeld(c, `"${id}"`)) return c.body(null, 304);
      const photo = (await readPhotos(db, vault, [id])).get(id);
      if (!photo) throw new ApiError('NOT_FOUND');
      return c.body(new Uint8Array(photo.image), 200, { 'Content-Type': photo.type });
    },
  );
}
