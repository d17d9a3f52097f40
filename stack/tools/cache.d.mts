export function cacheDirectory(environment?: NodeJS.ProcessEnv): string;
export function fillCache(
  entry: string,
  fill: (directory: string) => Promise<void>,
  cache?: string,
): Promise<string>;
