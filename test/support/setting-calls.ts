import type { SettingFlawCode } from '../../domain/exam-session/setting-flaws.ts';
import type { settingsAnswerSchema } from '../../api/exam-session/setting-schemas.ts';
import type { TestApi } from '../api/test-api.ts';
import type { z } from '@hono/zod-openapi';

export type Settled = z.infer<typeof settingsAnswerSchema>;

/** A refusal of settings, with what its codes say besides. */
export interface Refused {
  code: string;
  flaws: {
    code: SettingFlawCode;
    at: string;
    against: string | null;
    messages: { zh: string; en: string };
  }[];
  version: number;
  present: Record<string, unknown>;
  meanwhile: { actor: string; version: number; changes: unknown[] }[];
}

/** Mints somebody of staff with their calls under `/api/staff`, whose refusals are answered in full. */
export async function mintSettingStaff(api: TestApi, given: Parameters<TestApi['mint']['staff']>[0]) {
  const { account } = await api.mint.staff(given);
  return {
    account,
    async call<Body = Record<string, unknown>>(method: string, path: string, body?: unknown) {
      const response = await api.call(method, `/api/staff${path}`, {
        ...(body !== undefined && { body }),
        staff: await api.mint.staffSignIn(account),
      });
      return { status: response.status, body: (await response.json()) as Body };
    },
  };
}
