import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
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
import { accountRecoveryRoutes } from './routes/account-recoveries.ts';
import { admissionTicketRoutes } from './routes/admission-tickets.ts';
import { agreementRoutes } from './routes/agreements.ts';
import { captchaRoutes } from './routes/captcha.ts';
import { CODEC_PATH, codecRoutes } from './routes/codec.ts';
import { eligibilityRoutes } from './routes/eligibility.ts';
import { entryRoutes } from './routes/entries.ts';
import { examSessionRoutes } from './routes/exam-sessions.ts';
import { healthRoutes } from './routes/health.ts';
import { meRoutes } from './routes/me.ts';
import { noticeRoutes } from './routes/notices.ts';
import { openApiRoutes } from './routes/openapi.ts';
import { orderRoutes } from './routes/orders.ts';
import { passportRoutes } from './routes/passports.ts';
import { passwordResetRoutes } from './routes/password-resets.ts';
import { paymentRoutes } from './routes/payments.ts';
import { photoRoutes } from './routes/photos.ts';
import { profileRoutes } from './routes/profile.ts';
import { registrationRoutes } from './routes/registration.ts';
import { reviewRoutes } from './routes/review.ts';
import { seatRoutes } from './routes/seats.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { staffCapacityChangeRoutes } from './routes/staff-capacity-changes.ts';
import { staffPaymentExceptionRoutes } from './routes/staff-payment-exceptions.ts';
import { staffRebindRoutes } from './routes/staff-rebinds.ts';
import { staffRegistrationRoutes } from './routes/staff-registrations.ts';
import { staffReviewFilingRoutes } from './routes/staff-review-filing.ts';
import { staffReviewRoutes } from './routes/staff-reviews.ts';
import { staffRoomRoutes } from './routes/staff-rooms.ts';
import { staffSessionRoutes } from './routes/staff-sessions.ts';
import { oralCampusRoutes } from './routes/oral-campuses.ts';
import { waitlistRoutes } from './routes/waitlist.ts';
import { createTools } from './tools.ts';

const MAX_BODY_BYTES = 64 * 1024;
/** A page of the Temporal UI sends a whole history's payloads at once. */
const MAX_CODEC_BODY_BYTES = 8 * 1024 * 1024;

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

/** What the typed client of the web front end is made from. */
export type AppType = ReturnType<typeof createApp>;
