export const BARE_TASK_QUEUE = 'bench-bare';
/** The message by which a bare registration is paid. */
export const PAID = 'paid';

/** What the worker of bare workflows answers. */
export type BareJobs = {
  /** Counts the bare registrations that were paid so far. */
  paid: { input: object; output: { count: number } };
};
