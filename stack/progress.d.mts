/**
 * Runs something and, once it takes longer than two seconds, says so: a counting line in a terminal, a line now and
 * then elsewhere.
 */
export function withProgress<Result>(
  label: string,
  work: () => Promise<Result>,
  output?: { write(text: string): unknown; isTTY?: boolean },
): Promise<Result>;
