/** The one activity of bare workflows: it does nothing. */
export interface BareActivities {
  nothing(what: string): Promise<void>;
}
