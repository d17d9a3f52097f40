import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';
import type { Clock } from '../config/clock.ts';
import type { Database } from '../db/connect.ts';
import type { Seasons } from '../db/exam-session/seasons.ts';
import type { SignedInPassport } from '../db/passport/read-session.ts';
import type { Vault } from '../db/vault.ts';
import type { Scope } from '../domain/scopes.ts';
import type { StaffRole } from '../domain/staff/permissions.ts';
import type { SignInStep } from '../domain/staff/sign-in-step.ts';
import type { PaymentGateways } from '../gateways/payment-gateways.ts';
import type { SecurityLog } from '../db/security-log.ts';
import type { PayloadOpener } from '../gateways/temporal/payload-codec.ts';
import type { WorkflowClientPort } from './commands/workflow-client.ts';

/** The dependencies of the routes. Tests inject their own clock, database and gateways. */
export interface ApiDependencies {
  db: Database;
  seasons: Seasons;
  vault: Vault;
  clock: Clock;
  log: Logger;
  workflows: WorkflowClientPort;
  /** Opens payloads for staff who look at the Temporal UI. */
  openPayloads: PayloadOpener;
  gateways: PaymentGateways;
  securityLog: SecurityLog;
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
  /** The passport itself, its personal data sealed. */
  passport: SignedInPassport;
}

/** Variables set by the middlewares that guard a route. */
export interface ApiEnv {
  Variables: {
    requestId: string;
    language: 'zh' | 'en';
    clientAddress: string;
    /** Tries are counted by it, see `clientNetwork`. */
    clientNetwork: string;
    /** The account that a request is about, for the security log; see `SecurityEvent`. */
    aimedAt?: string;
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
  /** What they have to do before anything else. */
  next: SignInStep | null;
}
