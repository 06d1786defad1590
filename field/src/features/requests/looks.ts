/** What the states of a request look like. The words are `fieldThings:request.state.…`. */
import type { IconName, Meaning } from '@/ui'

const STATES: Record<string, { tone: Meaning; icon: IconName }> = {
  new: { tone: 'violet', icon: 'circle' },
  approved: { tone: 'good', icon: 'circle-check' },
  declined: { tone: 'bad', icon: 'ban' },
  duplicate: { tone: 'quiet', icon: 'copy' },
}

export const stateLook = (status: string): { tone: Meaning; icon: IconName } => STATES[status] ?? { tone: 'quiet', icon: 'circle' }

/** `WR-12`. One that was made here has no number before it is sent. */
export const numberOf = ({ number }: { number: number | null }): string | undefined => (number ? `WR-${number}` : undefined)
