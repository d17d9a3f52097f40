import type { Context } from 'hono';
import { type Device, deviceOf } from '../../domain/passport/device.ts';
import type { ApiEnv } from '../context.ts';

const MAX_USER_AGENT = 500;

/** Tells where a request comes from: the device, as far as it says so itself, and the client's address. */
export function clientOf(c: Context<ApiEnv>): { device: Device; network: string } {
  const userAgent = (c.req.header('user-agent') ?? '').slice(0, MAX_USER_AGENT);
  return { device: deviceOf(userAgent), network: c.var.clientAddress };
}
