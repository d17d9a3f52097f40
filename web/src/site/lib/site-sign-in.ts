import { signedInAs } from '../../lib/signed-in-as.ts';

/** Who signed in to the candidates' site in this browser. */
export const siteSignIn = signedInAs('site');
