import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Clock } from '../../config/clock.ts';
import type { Database, Listen } from '../../db/connect.ts';
import type { Vault } from '../../db/vault.ts';
import type { Mailer } from '../../gateways/mailer.ts';
import type { PaymentGateways } from '../../gateways/payment-gateways.ts';
import type { SmsSender } from '../../gateways/sms.ts';

/** The means by which the relay delivers; tests inject their own. */
export interface RelayDependencies {
  db: Database;
  listen: Listen;
  vault: Vault;
  clock: Clock;
  log: Logger;
  mailer: Mailer;
  sms: SmsSender;
  gateways: PaymentGateways;
  client: Client;
  taskQueue: string;
  /** Origin of the site, for links in mails. */
  publicUrl: string;
}
