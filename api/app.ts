import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { ApiDependencies, ApiEnv } from './context.ts';
import { ApiError } from './errors.ts';
import { accessLog } from './middleware/access-log.ts';
import { problemFrom, problemResponse, refuseInvalidInput } from './middleware/problems.ts';
import { requestContext } from './middleware/request-context.ts';
import { sameOrigin } from './middleware/same-origin.ts';
import { secureHeaders } from './middleware/secure-headers.ts';
import { staticSite } from './middleware/static-site.ts';
import { describeSecurity, openApiDocument } from './openapi-document.ts';
import { agreementRoutes } from './routes/agreements.ts';
import { captchaRoutes } from './routes/captcha.ts';
import { eligibilityRoutes } from './routes/eligibility.ts';
import { examSessionRoutes } from './routes/exam-sessions.ts';
import { healthRoutes } from './routes/health.ts';
import { meRoutes } from './routes/me.ts';
import { noticeRoutes } from './routes/notices.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { passportRoutes } from './routes/passports.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { staffSessionRoutes } from './routes/staff-sessions.ts';
import { createTools } from './tools.ts';

const MAX_BODY_BYTES = 64 * 1024;

/** Site and API on one origin. */
export function createApp(deps: ApiDependencies) {
  const { log, settings } = deps;
  const tools = createTools(deps);
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalidInput });

  app.onError(problemFrom(log));
  app.notFound((c) => problemResponse(c, new ApiError('NOT_FOUND')));
  app.use(requestContext(settings));
  app.use(accessLog(log, tools.metrics));
  app.use(secureHeaders(settings));
  app.use(compress());
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        c.header('Allow', methods.join(', '));
        return problemResponse(c, new ApiError('METHOD_NOT_ALLOWED'));
      },
    }),
  );
  app.use('/api/*', async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new ApiError('BODY_TOO_LARGE');
      },
    }),
  );
  app.use(sameOrigin(settings.publicUrl));
  describeSecurity(app, settings.publicUrl);

  const routes = app
    .route('/', healthRoutes(deps, tools))
    .route('/api', captchaRoutes(tools))
    .route('/api', passportRoutes(deps, tools))
    .route('/api', sessionRoutes(deps, tools))
    .route('/api', meRoutes(deps, tools))
    .route('/api', examSessionRoutes(deps))
    .route('/api', noticeRoutes(deps))
    .route('/api', agreementRoutes(deps))
    .route('/api', eligibilityRoutes(deps))
    .route('/api', staffSessionRoutes(deps, tools))
    .route(
      '/api',
      openApiRoutes(() => openApiDocument(app, settings.publicUrl)),
    );

  if (settings.webDist !== '') app.use(staticSite(settings.webDist));
  return routes;
}

/** What the typed client of the web front end is made from. */
export type AppType = ReturnType<typeof createApp>;
