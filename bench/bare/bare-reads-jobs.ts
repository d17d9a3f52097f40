/** What the bare server of reads answers. */
export type BareReadsJobs = {
  /** Keeps a row of so many bytes. @returns addresses that answer with it, for somebody signed in and for everybody */
  offer: { input: { bytes: number }; output: { signedIn: string; open: string } };
};
