import { readRelayLag } from '../db/messages/read-lag.ts';
import { countMendedSchedules } from '../db/record-security.ts';
import { DAY_MS } from '../domain/time.ts';
import type { ApiDependencies } from './context.ts';
import { createAttemptLimits } from './http/attempt-limits.ts';
import { createMetrics } from './http/metrics.ts';
import { createCaptcha } from './passport/captcha.ts';
import { createPasswords } from './passport/passwords.ts';
import { registrationSummaries } from './registration/registration-summaries.ts';
import type { ApiTools } from './tools.ts';

export function createTools(deps: ApiDependencies): ApiTools {
  const passwords = createPasswords();
  return {
    captcha: createCaptcha({ db: deps.db, clock: deps.clock, captchaKey: deps.settings.captchaKey }),
    limits: createAttemptLimits(deps.db),
    passwords,
    registrationSummaries: (passportId) => registrationSummaries(deps.db, passportId),
    metrics: createMetrics({
      argonWaiting: () => passwords.waiting,
      relayLag: () => readRelayLag(deps.db, deps.clock.now()),
      paused: () => deps.workflows.countPaused(),
      mendedSchedules: () => countMendedSchedules(deps.db, deps.clock.now() - DAY_MS),
    }),
  };
}
