import { screenOf } from '@/push/links'

/** An address from outside, as the screen that it means. What the app has no screen for says so itself. */
export function redirectSystemPath({ path }: { path: string; initial: boolean }): string {
  return screenOf(path) ?? path
}
