/** A failure the person at the keyboard can mend: its message is one line that says how, and is shown without a stack. */
export class StackError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackError';
  }
}
