import { lazyRouteComponent } from '@tanstack/react-router';
import { loadPage } from '../../lib/load-page.ts';

/** The component of a page whose code is loaded when it is needed first, and waits for a connection. */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(() => loadPage(load), name);
