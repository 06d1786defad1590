/** All that the steps of the wizard share: the draft, what it is about, and what is wrong with it. */
import { useCallback, useMemo, useState } from 'react'
import { newId } from '@/lib/ids'
import { usePerson } from '@/session'
import { isAnswered } from '@/work/tasks'
import { dayOf } from '@/work/due'
import { begin, keyOf, LOG, readDraft } from './drafts.ts'
import { type LogFacts, useFacts } from './facts.ts'
import { type Kept, useKept } from '@/drafts/keeping'
import { linesOf } from './lines.ts'
import { onwardOf, stillOpen } from './onward.ts'
import type { LogDraft, NewLine, Onward, Step } from './records.ts'
import { faultsOf, type LogFault } from './rules.ts'
import { stepsOf } from './steps.ts'

export interface Wizard {
  facts: LogFacts
  draft: LogDraft
  lines: readonly NewLine[]
  onward: Onward
  /** Shown once somebody has tried to go on. */
  faults: readonly LogFault[]
  shown: boolean
  steps: readonly Step[]
  today: string
  change: (next: (draft: LogDraft) => LogDraft) => void
  go: (step: Step) => void
  flush: Kept<LogDraft>['flush']
}

/** `undefined`: not read yet; `null`: this work order is not here. */
export function useWizard(workOrderId: string, corrects: string | undefined, photos: boolean) {
  const person = usePerson()
  const facts = useFacts(workOrderId, person.staffId)
  const today = dayOf(Date.now(), person.timeZone)
  const kept = useKept<LogDraft>({ key: keyOf(workOrderId, corrects), kind: LOG, subject: workOrderId, read: readDraft, begin: facts ? () => beginning(facts, today, person.staffId, corrects) : undefined })
  const { draft, change, flush } = kept
  const [shown, setShown] = useState(false)
  const { may } = person
  const worked = useMemo(() => {
    if (!facts || !draft) return undefined
    const lines = linesOf(draft, facts.taskFacts, facts.codes)
    const onward = onwardOf(draft, facts.order, may, lines.length)
    const answers = Object.entries(draft.tasks).some(([id, { said }]) => said !== 'worked' && facts.tasks.some((task) => task.id === id && task.status !== said))
    const faults = faultsOf(draft, lines, {
      today, staff: new Set(facts.staff.keys()), order: facts.order, does: answers || onward !== 'stay', answered: stillOpen(facts.tasks, draft).length === 0,
    })
    return { lines, onward, faults, steps: stepsOf({ tasks: facts.tasks.length, household: person.household, photos }) }
    // `may` is made anew with each render; the person is the same.
  }, [facts, draft, today, person.userId])
  const go = useCallback(
    (step: Step) => {
      change((now) => (now.step === step ? now : { ...now, step }))
      if (step === 'review') setShown(true)
      void flush()
    },
    [change, flush],
  )
  const wizard: Wizard | undefined = facts && draft && worked ? { facts, draft, ...worked, shown: shown || draft.step === 'review', today, change, go, flush } : undefined
  return { wizard, missing: facts === null, kept, person }
}

const beginning = (facts: LogFacts, today: string, staffId: string | null, corrects: string | undefined): LogDraft => ({
  ...begin({
    entryId: newId(), workOrderId: facts.order.id, today, assetIds: facts.assets.map(({ id }) => id), openTasks: facts.tasks.filter((task) => !isAnswered(task)).length,
    staffId: staffId && facts.staff.has(staffId) ? staffId : null,
  }),
  corrects: corrects ? { entryId: corrects, reason: '', reasonId: null } : null,
})
