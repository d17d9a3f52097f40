import { lazyRouteComponent } from '@tanstack/react-router';
import { loadPage } from '../../lib/load-page.ts';

/** Makes the component of a page whose code is loaded when first needed; loading waits for a connection. */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(() => loadPage(load), name);
