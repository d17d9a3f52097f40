import type { Context, Hono } from 'hono';
import type { NotifiedTrade } from './delivery.ts';
import type { SandboxControl } from './sandbox-control.ts';
import { behaviourSchema } from './trade-book.ts';

const LISTED = 50;
const MAX_QUERY = 64;

/** Adds the pages for watching a sandbox and making it misbehave. */
export function addTradesRoutes<Trade extends NotifiedTrade, Forgery extends string>(
  app: Hono,
  options: {
    control: SandboxControl<Trade, Forgery>;
    base: string;
    index(c: Context, trades: Trade[], query: string): Response | Promise<Response>;
    trade(c: Context, trade: Trade | undefined): Response | Promise<Response>;
    refused(c: Context, error: unknown): Response | Promise<Response>;
    /** The actions possible with one trade, by their name in the address. */
    actions: Record<string, (orderNo: string, form: URLSearchParams) => Promise<unknown>>;
  },
): void {
  const { control, base, actions } = options;

  app.get('/', (c) => {
    const query = (c.req.query('q') ?? '').slice(0, MAX_QUERY);
    return options.index(c, control.trades(LISTED, query), query);
  });

  app.post('/behaviour', async (c) => {
    const wanted = behaviourSchema.safeParse(Object.fromEntries(new URLSearchParams(await c.req.text())));
    if (wanted.success) await control.behave(wanted.data);
    return c.redirect(base || '/', 303);
  });

  app.post('/deliveries/fast-forward', async (c) => {
    await control.fastForward();
    return c.redirect(base || '/', 303);
  });

  app.get('/trades/:orderNo', (c) => options.trade(c, control.trade(c.req.param('orderNo'))));

  app.post('/trades/:orderNo/:action', async (c) => {
    const { orderNo, action } = c.req.param();
    const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
    if (!act) return c.notFound();
    try {
      await act(orderNo, new URLSearchParams(await c.req.text()));
      return c.redirect(`${base}/trades/${orderNo}`, 303);
    } catch (error) {
      return options.refused(c, error);
    }
  });
}
