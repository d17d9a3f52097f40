export const NODE_MAJOR: number;
export function isCurrent(version?: string): boolean;
export function packageForPlatform(
  platform?: string,
  musl?: boolean,
): { name: string; version: string } | undefined;
export function findRuntime(environment?: NodeJS.ProcessEnv): string | undefined;
export function fetchRuntime(
  install: (prefix: string) => Promise<void>,
  environment?: NodeJS.ProcessEnv,
): Promise<void>;
export function preferRuntime(executable: string, root: string): void;
export function withRuntimeFirst(executable: string, environment?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
