// Names every skipped test at the end of a run, so that nothing is left out in silence.
import type { Reporter, TestModule } from 'vitest/node';

/** Vitest's default reporter only counts them. */
export class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        const result = test.result();
        const note = result.state === 'skipped' && result.note ? ` (${result.note})` : '';
        console.log(`Skipped: [${module.project.name}] ${test.fullName}${note}`);
      }
    }
  }
}
