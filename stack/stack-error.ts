/**
 * A failure that the person at the keyboard can mend: its message says how, in one line, and is shown without a stack.
 */
export class StackError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackError';
  }
}
