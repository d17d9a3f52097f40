import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import {
  findPassports,
  findPeople,
  type FoundPerson,
  MAX_FOUND,
  MAX_PASSPORTS,
} from '../../db/lookup/find-people.ts';
import { openRollRow } from '../../db/roll/sealed-roll.ts';
import type { Vault } from '../../db/vault.ts';
import { lookedFor, lookedForCharacter } from '../../domain/lookup/looked-for.ts';
import { maskIdNumber } from '../../domain/person/id-number.ts';
import { maskName } from '../../domain/person/names.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { anySeasonNamed } from '../exam-session/season-named.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { examSessionQuery, json, jsonBody, orNull, problems, stageSchema } from '../http/schemas.ts';
import { checkedLineSchema, patternSchema } from '../http/text-schemas.ts';
import { passportRowSchema } from './schemas.ts';
import { passportRow } from './view.ts';

const foundSchema = z
  .object({
    id: z.uuid(),
    examSessionId: z.string(),
    name: z.string().openapi({ description: 'Masked' }),
    idNumber: z.string().openapi({ description: 'Masked' }),
    studentNumber: z.string(),
    schoolCode: z.string(),
    college: z.string(),
    className: z.string(),
    stage: orNull(stageSchema).openapi({ description: 'Null: never registered' }),
  })
  .openapi('CandidateFound');

/** Routes by which staff find a candidate by whatever they are told. */
export function staffLookupRoutes(deps: ApiDependencies) {
  const { db, vault } = deps;
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      tags: ['staff'],
      ...requireStaff(deps, 'candidates.read'),
      method: 'post',
      path: '/staff/candidates/lookups',
      summary: `Find people in the scope by whole name, ID number, student number, 通行证ID or order number: at most ${MAX_FOUND}`,
      request: {
        query: examSessionQuery,
        body: jsonBody(
          z
            .object({
              text: checkedLineSchema(80, lookedForCharacter).min(1),
              school: patternSchema(/^\d{5}$/)
                .optional()
                .openapi({ description: 'Narrows; a student number is one of its school' }),
            })
            .openapi('LookUpCandidates'),
        ),
      },
      responses: {
        200: json(
          z.object({
            examSessionId: z.string(),
            by: z.enum(['passport', 'order', 'person']).openapi({ description: 'What the text was read as' }),
            found: z.array(foundSchema),
            more: z.boolean().openapi({ description: 'There are more than were found' }),
            passports: z.array(passportRowSchema),
            morePassports: z.boolean().openapi({ description: 'There are more than were found' }),
          }),
        ),
        ...problems,
      },
    }),
    async (c) => {
      const { examSession } = await anySeasonNamed(deps, c.req.valid('query').examSession);
      const { text, school } = c.req.valid('json');
      const { scope } = c.var.staff;
      const asked = lookedFor(text);
      const [people, passports] = await Promise.all([
        findPeople(db, vault, { examSessionId: examSession.id, scope, school, lookedFor: asked }),
        findPassports(db, vault, { scope, lookedFor: asked }),
      ]);
      return c.json(
        {
          examSessionId: examSession.id,
          by: asked.by,
          found: people.slice(0, MAX_FOUND).map((person) => foundView(vault, person)),
          more: people.length > MAX_FOUND,
          passports: passports.slice(0, MAX_PASSPORTS).map((passport) => passportRow(vault, passport)),
          morePassports: passports.length > MAX_PASSPORTS,
        },
        200,
      );
    },
  );
}

function foundView(vault: Vault, { candidate, stage }: FoundPerson): z.infer<typeof foundSchema> {
  const roll = openRollRow(vault, candidate);
  return {
    id: candidate.id,
    examSessionId: candidate.examSessionId,
    name: maskName(roll.name),
    idNumber: maskIdNumber(roll.idNumber),
    studentNumber: roll.studentNumber,
    schoolCode: candidate.schoolCode,
    college: roll.department,
    className: roll.className,
    stage,
  };
}
