import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Names the tests that passed only when they were tried again: each is a fault of the test or of the product. */
export default class SecondTries implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const flaky = modules.flatMap((module) =>
      [...module.children.allTests('passed')]
        .filter((test) => test.diagnostic()?.flaky)
        .map((test) => `  ${relative(process.cwd(), module.moduleId)} > ${test.fullName}`),
    );
    if (flaky.length === 0) return;
    process.stdout.write(`\n Passed only when tried again, to be mended\n${flaky.join('\n')}\n`);
  }
}
