import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { ApiDependencies, ApiEnv } from './context.ts';
import { ApiError } from './http/errors.ts';
import { accessLog } from './http/middleware/access-log.ts';
import { problemFrom, problemResponse, refuseInvalidInput } from './http/middleware/problems.ts';
import { requestContext } from './http/middleware/request-context.ts';
import { CODEC_PATH, sameOrigin } from './http/middleware/same-origin.ts';
import { secureHeaders } from './http/middleware/secure-headers.ts';
import { staticSite } from './http/middleware/static-site.ts';
import { describeSecurity, openApiDocument } from './http/openapi-document.ts';
import { accountRecoveryRoutes } from './passport/account-recovery-routes.ts';
import { admissionTicketRoutes } from './arrangement/ticket-routes.ts';
import { agreementRoutes } from './exam-session/agreement-routes.ts';
import { captchaRoutes } from './passport/captcha-routes.ts';
import { codecRoutes } from './staff/codec-routes.ts';
import { eligibilityRoutes } from './registration/eligibility-routes.ts';
import { entryRoutes } from './registration/entry-routes.ts';
import { examSessionRoutes } from './exam-session/exam-session-routes.ts';
import { healthRoutes } from './http/health-routes.ts';
import { meRoutes } from './passport/me-routes.ts';
import { noticeRoutes } from './exam-session/notice-routes.ts';
import { openApiRoutes } from './http/openapi-routes.ts';
import { orderRoutes } from './payment/order-routes.ts';
import { passportRoutes } from './passport/passport-routes.ts';
import { passwordResetRoutes } from './passport/password-reset-routes.ts';
import { paymentRoutes } from './payment/gateway-routes.ts';
import { photoRoutes } from './registration/photo-routes.ts';
import { profileRoutes } from './passport/profile-routes.ts';
import { registrationRoutes } from './registration/registration-routes.ts';
import { reviewRoutes } from './review/review-routes.ts';
import { seatRoutes } from './seats/seat-routes.ts';
import { sessionRoutes } from './passport/session-routes.ts';
import { staffCapacityChangeRoutes } from './seats/staff-capacity-routes.ts';
import { staffPaymentExceptionRoutes } from './payment/staff-exception-routes.ts';
import { staffRebindRoutes } from './rebind/staff-routes.ts';
import { staffRegistrationRoutes } from './registration/staff-routes.ts';
import { staffReviewFilingRoutes } from './review/staff-filing-routes.ts';
import { staffReviewRoutes } from './review/staff-desk-routes.ts';
import { staffRoomRoutes } from './arrangement/staff-room-routes.ts';
import { staffSessionRoutes } from './staff/session-routes.ts';
import { oralCampusRoutes } from './registration/oral-campus-routes.ts';
import { waitlistRoutes } from './registration/waitlist-routes.ts';
import { createTools } from './create-tools.ts';

const MAX_BODY_BYTES = 64 * 1024;
/** The size limit of codec requests: a page of the Temporal UI sends the payloads of a whole history at once. */
const MAX_CODEC_BODY_BYTES = 8 * 1024 * 1024;

/** Serves the site and the API on one origin. */
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
  const limits = [MAX_BODY_BYTES, MAX_CODEC_BODY_BYTES].map((maxSize) =>
    bodyLimit({
      maxSize,
      onError: () => {
        throw new ApiError('BODY_TOO_LARGE');
      },
    }),
  ) as [MiddlewareHandler, MiddlewareHandler];
  app.use((c, next) => limits[c.req.path === CODEC_PATH ? 1 : 0](c, next));
  app.use(sameOrigin(settings.publicUrl));
  describeSecurity(app, settings.publicUrl);

  const routes = app
    .route('/', healthRoutes(deps, tools))
    .route('/api', captchaRoutes(tools))
    .route('/api', passportRoutes(deps, tools))
    .route('/api', sessionRoutes(deps, tools))
    .route('/api', meRoutes(deps, tools))
    .route('/api', profileRoutes(deps, tools))
    .route('/api', passwordResetRoutes(deps, tools))
    .route('/api', accountRecoveryRoutes(deps, tools))
    .route('/api', examSessionRoutes(deps))
    .route('/api', noticeRoutes(deps))
    .route('/api', seatRoutes(deps))
    .route('/api', agreementRoutes(deps))
    .route('/api', eligibilityRoutes(deps))
    .route('/api', photoRoutes(deps))
    .route('/api', registrationRoutes(deps))
    .route('/api', entryRoutes(deps))
    .route('/api', waitlistRoutes(deps))
    .route('/api', oralCampusRoutes(deps))
    .route('/api', orderRoutes(deps))
    .route('/api', paymentRoutes(deps))
    .route('/api', admissionTicketRoutes(deps, tools))
    .route('/api', staffSessionRoutes(deps, tools))
    .route('/api', reviewRoutes(deps))
    .route('/api', staffReviewRoutes(deps))
    .route('/api', staffReviewFilingRoutes(deps))
    .route('/api', staffPaymentExceptionRoutes(deps))
    .route('/api', staffRebindRoutes(deps))
    .route('/api', staffCapacityChangeRoutes(deps))
    .route('/api', staffRoomRoutes(deps, tools))
    .route('/api', staffRegistrationRoutes(deps))
    .route('/api', codecRoutes(deps))
    .route(
      '/api',
      openApiRoutes(() => openApiDocument(app, settings.publicUrl)),
    );

  if (settings.webDist !== '') app.use(staticSite(settings.webDist));
  return routes;
}

/** The type from which the web front end makes its typed client. */
export type AppType = ReturnType<typeof createApp>;
