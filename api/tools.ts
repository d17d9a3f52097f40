import { type AttemptLimits, createAttemptLimits } from './http/attempt-limits.ts';
import { type Captcha, createCaptcha } from './passport/captcha.ts';
import type { ApiDependencies } from './context.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { registrationSummaries } from './registration/summaries.ts';
import { createPasswords, type Passwords } from './passport/passwords.ts';

/** Tools that the routes share besides their dependencies, made once per app. */
export interface ApiTools {
  captcha: Captcha;
  limits: AttemptLimits;
  passwords: Passwords;
  metrics: Metrics;
  /** Summarises a passport's registrations; passed in so that `passport/` need not import `registration/`. */
  registrationSummaries: (passportId: string) => ReturnType<typeof registrationSummaries>;
}

export function createTools(deps: ApiDependencies): ApiTools {
  const passwords = createPasswords();
  return {
    captcha: createCaptcha({ db: deps.db, clock: deps.clock, captchaKey: deps.settings.captchaKey }),
    limits: createAttemptLimits(deps.db),
    passwords,
    registrationSummaries: (passportId) => registrationSummaries(deps.db, passportId),
    metrics: createMetrics({ argonWaiting: () => passwords.waiting }),
  };
}
