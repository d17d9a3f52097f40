import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

const SHOWN = 15;

/** Prints the slowest files at the end of a run of many, so that a test that became slow is noticed. */
export default class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (modules.length <= SHOWN) return;
    const files = modules.map((module) => ({ module, ms: tookMs(module) })).toSorted((a, b) => b.ms - a.ms);
    const lines = files.slice(0, SHOWN).map(({ module, ms }) => {
      const seconds = (ms / 1000).toFixed(1).padStart(6);
      return `${seconds} s  ${relative(process.cwd(), module.moduleId)}`;
    });
    process.stdout.write(`\n The ${SHOWN} slowest files\n${lines.join('\n')}\n`);
  }
}

/** Adds up the time that a file kept its worker: importing, hooks and tests. */
function tookMs(module: TestModule): number {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return collectDuration + setupDuration + duration;
}
