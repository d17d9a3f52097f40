import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { ApiDependencies, ApiEnv } from './context.ts';
import { ApiError } from './http/errors.ts';
import { accessLog } from './http/middleware/access-log.ts';
import { noteRefusals } from './http/refusal-events.ts';
import { misplacedIndex } from '../domain/security.ts';
import { problemFrom, problemResponse, refuseInvalidInput } from './http/middleware/problems.ts';
import { requestContext } from './http/middleware/request-context.ts';
import { CODEC_PATH, isPayersReturn, isSafe, routedPath, sameOrigin } from './http/middleware/same-origin.ts';
import { secureHeaders } from './http/middleware/secure-headers.ts';
import { staticSite } from './http/middleware/static-site.ts';
import { readSitePages } from './http/site-pages.ts';
import { describeSecurity, openApiDocument } from './http/openapi-document.ts';
import { accountRecoveryRoutes } from './passport/account-recovery-routes.ts';
import { admissionTicketRoutes } from './arrangement/ticket-routes.ts';
import { agreementRoutes } from './exam-session/agreement-routes.ts';
import { captchaRoutes } from './passport/captcha-routes.ts';
import { passwordCheckRoutes } from './passport/password-check-routes.ts';
import { codecRoutes } from './staff/codec-routes.ts';
import { staffPaymentRoutes } from './dashboard/payment-routes.ts';
import { staffDashboardRoutes } from './dashboard/staff-dashboard-routes.ts';
import { eligibilityRoutes } from './registration/eligibility-routes.ts';
import { entryRoutes } from './registration/entry-routes.ts';
import { examSessionRoutes } from './exam-session/exam-session-routes.ts';
import { ownSignInRoutes } from './passport/own-sign-in-routes.ts';
import { ownStaffEmailRoutes } from './staff/own-email-routes.ts';
import { takesProofs } from './staff/proofs.ts';
import { staffPasswordLinkRoutes } from './staff/password-link-routes.ts';
import { ownStaffSecurityRoutes } from './staff/own-security-routes.ts';
import { staffExportRoutes } from './staff/export-routes.ts';
import { staffAuditRoutes } from './staff/audit-routes.ts';
import { auditVerificationRoutes } from './staff/audit-verification-routes.ts';
import { staffAccountRoutes } from './staff/account-routes.ts';
import { ownStaffSignInRoutes } from './staff/own-sign-in-routes.ts';
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
import { calendarRoutes } from './registration/calendar-routes.ts';
import { registrationRoutes } from './registration/registration-routes.ts';
import { reviewRoutes } from './review/review-routes.ts';
import { seatRoutes } from './seats/seat-routes.ts';
import { signInLinkRoutes } from './passport/sign-in-link-routes.ts';
import { sessionRoutes } from './passport/session-routes.ts';
import { staffCapacityChangeRoutes } from './seats/staff-capacity-routes.ts';
import { batchApprovalRoutes } from './batches/approval-routes.ts';
import { staffBatchRoutes } from './batches/staff-batch-routes.ts';
import { staffImportRoutes, UPLOAD_PATH } from './imports/staff-import-routes.ts';
import { staffPaymentExceptionRoutes } from './payment/staff-exception-routes.ts';
import { staffCorrectionRoutes } from './correction/staff-routes.ts';
import { lateRegistrationRoutes } from './late-registration/candidate-routes.ts';
import { staffLateListRoutes } from './late-registration/staff-routes.ts';
import { staffClaimRoutes } from './rebind/claim-routes.ts';
import { staffRebindRoutes } from './rebind/staff-routes.ts';
import { staffRegistrationRoutes } from './registration/staff-routes.ts';
import { staffPeopleRoutes } from './registration/staff-people-routes.ts';
import { staffMessageRoutes } from './registration/staff-message-routes.ts';
import { staffUnpaidRoutes } from './registration/staff-unpaid-routes.ts';
import { staffReviewFilingRoutes } from './review/staff-filing-routes.ts';
import { staffManyReviewRoutes } from './review/staff-many-routes.ts';
import { staffReviewProofRoutes } from './review/staff-proof-routes.ts';
import { staffPhotoRoutes } from './roll/staff-photo-routes.ts';
import { staffRollNameRoutes } from './roll/roll-name-routes.ts';
import { staffProofListRoutes } from './roll/proof-list-routes.ts';
import { staffDossierRoutes } from './lookup/dossier-routes.ts';
import { staffPassportRoutes } from './lookup/passport-routes.ts';
import { staffLookupRoutes } from './lookup/lookup-routes.ts';
import { staffRollRoutes } from './roll/staff-roll-routes.ts';
import { staffReviewRoutes } from './review/staff-desk-routes.ts';
import { staffRoomRoutes } from './arrangement/staff-room-routes.ts';
import { staffSecurityRoutes } from './staff/security-routes.ts';
import { staffSignInLinkRoutes } from './staff/sign-in-link-routes.ts';
import { staffPlaceRoutes } from './exam-session/staff-place-routes.ts';
import { staffSetupRoutes } from './exam-session/staff-setup-routes.ts';
import { staffOfferingRoutes } from './seats/staff-offering-routes.ts';
import { staffAgreementTextRoutes } from './exam-session/staff-agreement-text-routes.ts';
import { staffNoticeRoutes } from './exam-session/staff-notice-routes.ts';
import { staffSubjectRoutes } from './exam-session/staff-subject-routes.ts';
import { staffWindowRoutes } from './exam-session/staff-window-routes.ts';
import { staffRulesRoutes } from './staff/rules-routes.ts';
import { staffSessionRoutes } from './staff/session-routes.ts';
import { oralCampusRoutes } from './registration/oral-campus-routes.ts';
import { waitlistRoutes } from './registration/waitlist-routes.ts';
import { createTools } from './create-tools.ts';

/** Paths whose answers are long. All others travel in one flight: compressed, they would be there no sooner. */
const LONG_ANSWERS = [
  '/api/agreements',
  '/api/exam-sessions',
  '/api/notices',
  '/api/openapi.json',
  '/api/staff/*',
];
const MAX_BODY_BYTES = 64 * 1024;
/** The size limit of codec requests: a page of the Temporal UI sends the payloads of a whole history at once. */
const MAX_CODEC_BODY_BYTES = 8 * 1024 * 1024;

/** Serves the site and the API on one origin. */
export function createApp(deps: ApiDependencies, tools = createTools(deps)) {
  const { log, settings } = deps;
  const site = settings.webDist === '' ? null : readSitePages(settings.webDist);
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalidInput, getPath: routedPath });

  deps.vault.whenMisplaced((place) => deps.securityLog.note(misplacedIndex(place)));
  const note = noteRefusals(deps);
  app.onError(problemFrom(log, note));
  app.notFound((c) => problemResponse(c, new ApiError('NOT_FOUND')));
  app.use(requestContext(settings));
  app.use(accessLog(log, tools.metrics));
  app.use(secureHeaders({ ...settings, styleSources: site?.styleSources ?? [] }));
  for (const path of LONG_ANSWERS) app.use(path, compress());
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: async (c, methods) => {
        const refusal = new ApiError('METHOD_NOT_ALLOWED');
        await note(c, refusal);
        c.header('Allow', methods.join(', '));
        return problemResponse(c, refusal);
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
  // Without a body there is nothing to look at, and looking costs as much as the rest of a small read.
  app.use((c, next) =>
    // A file is counted as it arrives, and kept piece by piece.
    isSafe(c.req.method) ||
    isPayersReturn(c.req.path) ||
    c.req.path === UPLOAD_PATH ||
    takesProofs(c.req.path)
      ? next()
      : limits[c.req.path === CODEC_PATH ? 1 : 0](c, next),
  );
  app.use(sameOrigin(settings.publicUrl));
  describeSecurity(app, settings.publicUrl);

  const routes = app
    .route('/', healthRoutes(deps))
    .route('/api', captchaRoutes(tools))
    .route('/api', passwordCheckRoutes())
    .route('/api', passportRoutes(deps, tools))
    .route('/api', sessionRoutes(deps, tools))
    .route('/api', signInLinkRoutes(deps, tools))
    .route('/api', meRoutes(deps, tools))
    .route('/api', ownSignInRoutes(deps))
    .route('/api', profileRoutes(deps, tools))
    .route('/api', passwordResetRoutes(deps, tools))
    .route('/api', accountRecoveryRoutes(deps, tools))
    .route('/api', examSessionRoutes(deps))
    .route('/api', noticeRoutes(deps))
    .route('/api', seatRoutes(deps))
    .route('/api', agreementRoutes(deps))
    .route('/api', eligibilityRoutes(deps))
    .route('/api', photoRoutes(deps))
    .route('/api', lateRegistrationRoutes(deps))
    .route('/api', registrationRoutes(deps))
    .route('/api', calendarRoutes(deps))
    .route('/api', entryRoutes(deps))
    .route('/api', waitlistRoutes(deps))
    .route('/api', oralCampusRoutes(deps))
    .route('/api', orderRoutes(deps))
    .route('/api', paymentRoutes(deps))
    .route('/api', admissionTicketRoutes(deps, tools))
    .route('/api', staffSessionRoutes(deps, tools))
    .route('/api', staffSignInLinkRoutes(deps, tools))
    .route('/api', staffSecurityRoutes(deps))
    .route('/api', ownStaffSignInRoutes(deps))
    .route('/api', ownStaffSecurityRoutes(deps, tools))
    .route('/api', ownStaffEmailRoutes(deps, tools))
    .route('/api', staffPasswordLinkRoutes(deps, tools))
    .route('/api', staffAccountRoutes(deps, tools))
    .route('/api', staffAuditRoutes(deps))
    .route('/api', auditVerificationRoutes(deps))
    .route('/api', staffExportRoutes(deps))
    .route('/api', reviewRoutes(deps))
    .route('/api', staffReviewRoutes(deps))
    .route('/api', staffPhotoRoutes(deps))
    .route('/api', staffProofListRoutes(deps))
    .route('/api', staffRollNameRoutes(deps))
    .route('/api', staffLookupRoutes(deps))
    .route('/api', staffPassportRoutes(deps))
    .route('/api', staffDossierRoutes(deps))
    .route('/api', staffRollRoutes(deps))
    .route('/api', staffReviewFilingRoutes(deps))
    .route('/api', staffManyReviewRoutes(deps))
    .route('/api', staffReviewProofRoutes(deps))
    .route('/api', staffPaymentExceptionRoutes(deps))
    .route('/api', staffRebindRoutes(deps))
    .route('/api', staffCorrectionRoutes(deps))
    .route('/api', staffLateListRoutes(deps))
    .route('/api', staffClaimRoutes(deps))
    .route('/api', staffBatchRoutes(deps))
    .route('/api', batchApprovalRoutes(deps))
    .route('/api', staffImportRoutes(deps))
    .route('/api', staffRulesRoutes(deps))
    .route('/api', staffPlaceRoutes(deps))
    .route('/api', staffSetupRoutes(deps))
    .route('/api', staffWindowRoutes(deps))
    .route('/api', staffOfferingRoutes(deps))
    .route('/api', staffSubjectRoutes(deps))
    .route('/api', staffNoticeRoutes(deps))
    .route('/api', staffAgreementTextRoutes(deps))
    .route('/api', staffCapacityChangeRoutes(deps))
    .route('/api', staffRoomRoutes(deps, tools))
    .route('/api', staffRegistrationRoutes(deps))
    .route('/api', staffUnpaidRoutes(deps))
    .route('/api', staffMessageRoutes(deps))
    .route('/api', staffPeopleRoutes(deps))
    .route('/api', staffDashboardRoutes(deps))
    .route('/api', staffPaymentRoutes(deps))
    .route('/api', codecRoutes(deps))
    .route(
      '/api',
      openApiRoutes(() => openApiDocument(app, settings.publicUrl)),
    );

  if (site) app.use(staticSite(site, deps));
  return routes;
}

/** The type from which the web front end makes its typed client. */
export type AppType = ReturnType<typeof createApp>;
