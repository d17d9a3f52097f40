import type { AttemptLimits } from './http/attempt-limits.ts';
import type { Metrics } from './http/metrics.ts';
import type { Captcha } from './passport/captcha.ts';
import type { Passwords } from './passport/passwords.ts';
import type { RegistrationSummary } from './passport/schemas.ts';

/** Tools that the routes share besides their dependencies, made once per app. */
export interface ApiTools {
  captcha: Captcha;
  limits: AttemptLimits;
  passwords: Passwords;
  metrics: Metrics;
  /** Summarises a passport's registrations; handed in, because the passport's room comes before theirs. */
  registrationSummaries: (passportId: string) => Promise<RegistrationSummary[]>;
}
