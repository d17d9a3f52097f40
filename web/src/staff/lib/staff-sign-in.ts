import { signedInAs } from '../../lib/signed-in-as.ts';

/** Who signed in to the staff area in this browser. */
export const staffSignIn = signedInAs('staff');
