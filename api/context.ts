import type { HttpBindings } from '@hono/node-server';
import type { PayloadCodec } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Clock } from '../config/clock.ts';
import type { Database } from '../db/connect.ts';
import type { Vault } from '../db/vault.ts';
import type { Scope } from '../domain/scopes.ts';
import type { StaffRole } from '../domain/staff/permissions.ts';
import type { PaymentGateways } from '../gateways/payment-gateways.ts';
import type { WorkflowClientPort } from './commands/workflow-client.ts';

/** The dependencies of the routes. Tests inject their own clock, database and gateways. */
export interface ApiDependencies {
  db: Database;
  vault: Vault;
  clock: Clock;
  log: Logger;
  workflows: WorkflowClientPort;
  /** Decodes payloads for staff who look at the Temporal UI. */
  payloadCodec: PayloadCodec;
  gateways: PaymentGateways;
  settings: ApiSettings;
}

export interface ApiSettings {
  publicUrl: string;
  temporalUiUrl: string;
  webDist: string;
  captchaKey: string;
  trustedProxyCount: number;
  /** Origins of the gateways' pay pages, to which the site may send a form. */
  payPageOrigins: string[];
}

/** A signed-in candidate. */
export interface CandidateSession {
  passportId: string;
  provinceCode: string | null;
}

/** Variables set by the middlewares that guard a route. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    language: 'zh' | 'en';
    clientAddress: string;
    candidate: CandidateSession;
    staff: StaffSession;
  };
  /** The bindings of the Node server; absent when tests call the app in process. */
  Bindings: Partial<HttpBindings>;
}

/** A signed-in member of staff. */
export interface StaffSession {
  account: string;
  role: StaffRole;
  scope: Scope;
}
