/**
 * What a member of staff who has shown a password, or opened a mailed link, has to do before anything else:
 * - `secondFactor`: enter a code of their authenticator, or a recovery code
 * - `password`: replace the temporary password
 * - `enrol`: set up an authenticator
 */
export type SignInStep = 'secondFactor' | 'password' | 'enrol';

interface SignInFacts {
  /** An authenticator is set up. */
  enrolled: boolean;
  /** The account wants one. */
  secondFactorRequired: boolean;
  /** A code was entered in this sign-in. */
  secondFactorShown: boolean;
  mustChangePassword: boolean;
}

/** Finds the next step; null when the sign-in is complete. */
export function nextStep(facts: SignInFacts): SignInStep | null {
  if (facts.enrolled && !facts.secondFactorShown) return 'secondFactor';
  if (facts.mustChangePassword) return 'password';
  return facts.secondFactorRequired && !facts.enrolled ? 'enrol' : null;
}
