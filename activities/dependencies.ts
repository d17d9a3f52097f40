import type { Logger } from 'pino';
import type { Clock } from '../config/clock.ts';
import type { Database } from '../db/connect.ts';
import type { Seasons } from '../db/exam-session/seasons.ts';
import type { Vault } from '../db/vault.ts';
import type { GatewayName, PaymentGateway } from '../gateways/payment-gateway.ts';

/** The dependencies of the activities; tests inject their own. */
export interface ActivityDependencies {
  db: Database;
  seasons: Seasons;
  vault: Vault;
  clock: Clock;
  log: Logger;
  gateways: Partial<Record<GatewayName, PaymentGateway>>;
}
