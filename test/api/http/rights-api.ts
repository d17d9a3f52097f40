import type { ApiDependencies } from '../../../api/context.ts';
import type { PaymentGateway } from '../../../gateways/payment-gateway.ts';
import { createTestApi } from '../test-api.ts';

/** Creates an API that takes every operation, and tells the ids of the registrations and re-checks commands were sent to. */
export async function createRightsApi() {
  const commanded: string[] = [];
  const gateway: Partial<PaymentGateway> = {
    payPageUrl: () => 'https://pay.example/',
    verifyNotice: () => ({ ok: false, reason: 'signature' }),
    noticeAnswer: { accepted: 'success', refused: 'failure' },
  };
  const ports = {
    workflows: {
      send: async ({ registrationId }) => {
        commanded.push(registrationId);
        return { version: 1, code: 'OK' };
      },
      sendReview: async ({ reviewId }) => {
        commanded.push(reviewId);
        return { version: 1, code: 'PENDING' };
      },
      view: async () => null,
      isReachable: async () => true,
      countPaused: async () => ({ workflows: 0, schedules: 0, queues: 0 }),
      uiPath: () => '/',
    } as ApiDependencies['workflows'],
    openPayloads: async (payloads) => payloads,
    gateways: { alipay: gateway as PaymentGateway, payease: gateway as PaymentGateway },
  } satisfies Partial<ApiDependencies>;
  return { api: await createTestApi({}, ports), commanded };
}
