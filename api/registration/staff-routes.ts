import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { isCandidateInScope } from '../../db/roll/read-candidate.ts';
import { readRegistration } from '../../db/registration/read-registration.ts';
import { isoInstant } from '../../domain/time.ts';
import type { ApiDependencies, ApiEnv } from '../context.ts';
import { notFoundFor } from '../http/errors.ts';
import { requireStaff } from '../http/middleware/require-staff.ts';
import { instantSchema, json, problems } from '../http/schemas.ts';

const liveRegistrationSchema = z
  .object({
    registrationId: z.uuid(),
    workflow: z.enum(['running', 'notRunning']),
    agrees: z.boolean().openapi({
      description:
        'Whether record and workflow are at the same version; the record may be ahead for a moment',
    }),
    recordVersion: z.number().int(),
    workflowVersion: z.number().int().nullable(),
    stage: z.string(),
    wakeUp: z.object({ at: instantSchema, why: z.string() }).nullable(),
    queueLength: z.number().int().nullable(),
    gatewayWork: z.array(z.string()),
    temporalUrl: z.string().openapi({ description: 'The workflow in the Temporal UI' }),
  })
  .openapi('LiveRegistration');

/** Routes that show staff a registration as its workflow sees it now. */
export function staffRegistrationRoutes(deps: ApiDependencies) {
  return new OpenAPIHono<ApiEnv>().openapi(
    createRoute({
      method: 'get',
      path: '/staff/registrations/{id}/live',
      tags: ['staff'],
      summary: "Asks the registration's workflow for its state, and compares it with the record",
      ...requireStaff(deps, 'registrations.inspect'),
      request: { params: z.object({ id: z.uuid() }) },
      responses: { 200: json(liveRegistrationSchema), ...problems },
    }),
    async (c) => {
      const record = await readRegistration(deps.db, c.req.valid('param').id);
      // Registrations outside one's scope are answered as if they did not exist.
      const { scope } = c.var.staff;
      if (!record || !(await isCandidateInScope(deps.db, record.id, scope))) throw notFoundFor(record);
      const view = await deps.workflows.view(record.examSessionId, record.id);
      return c.json(
        {
          registrationId: record.id,
          workflow: view ? ('running' as const) : ('notRunning' as const),
          agrees: view === null ? record.passportId === null : view.state.version === record.version,
          recordVersion: record.version,
          workflowVersion: view?.state.version ?? null,
          stage: record.stage,
          wakeUp: view?.wakeUp ? { at: isoInstant(view.wakeUp.at), why: view.wakeUp.why } : null,
          queueLength: view?.queueLength ?? null,
          gatewayWork: view?.gatewayWork ?? [],
          temporalUrl: deps.settings.temporalUiUrl + deps.workflows.uiPath(record.examSessionId, record.id),
        },
        200,
      );
    },
  );
}
