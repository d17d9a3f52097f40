/** What the process that only checks passwords answers. */
export type Argon2Jobs = {
  verify: { input: { passwordHash: string; password: string; ms: number }; output: { perSecond: number } };
};
