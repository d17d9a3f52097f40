/** The length of one run: whichever is reached first makes the workflow go on in a new one. */
export interface RunLimits {
  historyEvents: number;
  updates: number;
}
