import type { FullResult, Reporter, Suite } from '@playwright/test/reporter'

/** One closing line, as the other runners print it. */
export default class Closing implements Reporter {
  private suite: Suite | undefined

  onBegin(_config: unknown, suite: Suite): void {
    this.suite = suite
  }

  onEnd(result: FullResult): void {
    const all = this.suite?.allTests() ?? []
    const passed = all.filter((test) => test.outcome() === 'expected').length
    const failed = all.filter((test) => test.outcome() === 'unexpected').length
    const flaky = all.filter((test) => test.outcome() === 'flaky').length
    const skipped = all.filter((test) => test.outcome() === 'skipped').length
    console.log(`\nbrowser: ${passed} passed, ${failed} failed, ${flaky} at the second try, ${skipped} skipped in ${(result.duration / 1000).toFixed(1)} s (${result.status})`)
  }

  printsToStdio(): boolean {
    return true
  }
}
