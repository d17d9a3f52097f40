/**
 * Changes of an account of staff:
 * - `created`, `changed`, `disabled`, `enabled`, `passwordReset`: by a level above
 * - `passwordChanged`, `emailVerified`: by its owner
 */
export type AccountChangeKind =
  | 'created'
  | 'changed'
  | 'disabled'
  | 'enabled'
  | 'passwordReset'
  | 'passwordChanged'
  | 'emailVerified';
