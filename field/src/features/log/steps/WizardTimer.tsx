import { withMoreHours } from '../drafts.ts'
import { TimerCard } from '../TimerCard'
import type { Wizard } from '../useWizard'

/** The clock within the wizard: what it comes to goes into the draft that is open. */
export function WizardTimer({ facts, change, flush, quiet }: Wizard & { quiet?: boolean }) {
  return (
    <TimerCard
      order={facts.order}
      quiet={quiet}
      onStop={(id, hours, also) => {
        change((now) => withMoreHours(now, id, hours))
        return flush(also)
      }}
    />
  )
}
