import { hapticsWanted } from './hapticsWanted'

const buzz = (pattern: number | number[]) => void (hapticsWanted.get() && navigator.vibrate?.(pattern))

export const tapped = (): void => buzz(8)
export const succeeded = (): void => buzz(20)
export const refused = (): void => buzz([30, 40, 30])
