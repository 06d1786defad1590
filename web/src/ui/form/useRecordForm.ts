import { useBlocker } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type DefaultValues, type FieldValues, type Path, useForm, type UseFormReturn } from 'react-hook-form'
import { isStatus, Problem } from '@fettle/kit/problems'
import { tellProblem } from '@/ui/toast'
import i18n from 'i18next'
import { type Clash, clashes, merged } from './clashes'

interface Options<Values extends FieldValues, Saved> {
  /** The record as it was read, or the first values of a new one. */
  initial: Values
  /** Write it. `changed` holds only what differs from `initial`, as a merge patch wants it. */
  save: (values: Values, changed: Partial<Values>) => Promise<Saved>
  onSaved?: (saved: Saved) => void
  /** Keeps what is typed in this browser tab until it is saved, under this name. */
  draft?: string
  /** Reads the record anew, as form values, when somebody else has changed it meanwhile (412). */
  latest?: () => Promise<Values>
}

export interface RecordForm<Values extends FieldValues> extends UseFormReturn<Values> {
  submit: (event?: React.BaseSyntheticEvent) => Promise<void>
  saving: boolean
  /** Faults that belong to no field. */
  general: string[]
  /** Fields that somebody else changed as well, for the person to choose. */
  clash: Clash[] | undefined
  resolveClash: (mine: ReadonlySet<string>) => void
  giveUpClash: () => void
  /** What had been typed before and was brought back. */
  restored: boolean
  discard: () => void
}

const stored = (draft: string | undefined) => (draft ? sessionStorage.getItem(`fettle.draft.${draft}`) : null)

/**
 * A form over one record. Faults of the server stand at their fields; what is typed outlives a reload; leaving asks first;
 * what two people changed at once is merged where it does not clash, and shown where it does.
 */
export function useRecordForm<Values extends FieldValues, Saved = unknown>(
  options: Options<Values, Saved>,
): RecordForm<Values> {
  const { initial, save, onSaved, draft, latest } = options
  const [restored, setRestored] = useState(() => stored(draft) !== null)
  const form = useForm<Values>({ defaultValues: initial as DefaultValues<Values>, mode: 'onSubmit' })
  const [general, setGeneral] = useState<string[]>([])
  const [clash, setClash] = useState<{ found: Clash[]; theirs: Values } | undefined>()
  const base = useRef(initial)

  useEffect(() => {
    const kept = stored(draft)
    if (kept === null) return
    for (const [name, value] of Object.entries(JSON.parse(kept) as Values)) {
      form.setValue(name as Path<Values>, value as never, { shouldDirty: true })
    }
  }, [draft, form])

  useEffect(() => {
    if (!draft) return
    return form.subscribe({
      formState: { values: true, dirtyFields: true },
      callback: ({ values }) => {
        const changed = changedOf(base.current, values)
        if (Object.keys(changed).length) sessionStorage.setItem(`fettle.draft.${draft}`, JSON.stringify(changed))
      },
    })
  }, [draft, form])

  // Asked of the values themselves: the router may ask before the render in which a saved form is clean.
  const unsaved = () => Object.keys(changedOf(base.current, form.getValues())).length > 0
  useBlocker({
    shouldBlockFn: () => unsaved() && !window.confirm(i18n.t('common:form.leave')),
    enableBeforeUnload: () => unsaved() && !draft,
  })

  const forget = () => {
    if (draft) sessionStorage.removeItem(`fettle.draft.${draft}`)
    setRestored(false)
  }

  async function write(values: Values): Promise<void> {
    setGeneral([])
    try {
      const saved = await save(values, changedOf(base.current, values))
      forget()
      base.current = values
      form.reset(values)
      onSaved?.(saved)
    } catch (error) {
      if (isStatus(error, 412) && latest) return merge(values, await latest())
      if (error instanceof Problem && error.faults.length) place(error)
      else if (error instanceof Problem && error.status < 500) setGeneral([error.detail || error.title])
      else tellProblem(error)
    }
  }

  /** Somebody else was faster: take what only they changed, keep what only I changed, ask about the rest. */
  async function merge(mine: Values, theirs: Values): Promise<void> {
    const found = clashes(base.current, mine, theirs)
    if (found.length) return setClash({ found, theirs })
    const both = merged(base.current, mine, theirs) as Values
    base.current = theirs
    form.reset(both as DefaultValues<Values>)
    await write(both)
  }

  function place(problem: Problem): void {
    const names = new Set(Object.keys(form.getValues()))
    const lost: string[] = []
    let first = true
    for (const { pointer, message } of problem.faults) {
      const name = pointer.replace(/^\//, '').replaceAll('/', '.')
      if (!names.has(name.split('.')[0]!)) lost.push(message)
      else {
        form.setError(name as Path<Values>, { type: 'server', message }, { shouldFocus: first })
        first = false
      }
    }
    setGeneral(lost)
  }

  return Object.assign(form, {
    submit(event?: React.BaseSyntheticEvent) {
      // What the server said of the last attempt must not keep the next one back: not all of its faults lie at a field that clears itself.
      form.clearErrors()
      return form.handleSubmit(write)(event)
    },
    saving: form.formState.isSubmitting,
    general,
    clash: clash?.found,
    resolveClash(mine: ReadonlySet<string>) {
      if (!clash) return
      const left = new Set(clash.found.map(({ field }) => field).filter((field) => !mine.has(field)))
      const both = merged(base.current, form.getValues(), clash.theirs, left) as Values
      base.current = clash.theirs
      setClash(undefined)
      form.reset(both as DefaultValues<Values>)
      void write(both)
    },
    giveUpClash: () => setClash(undefined),
    restored,
    discard() {
      forget()
      form.reset(base.current as DefaultValues<Values>)
    },
  })
}

/** The fields of `values` that differ from `base`. An empty text is nothing, as the API has it. */
export function changedOf<Values extends FieldValues>(base: Values, values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => said(value) !== said(base[name]))) as Partial<Values>
}

function said(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, each: unknown) => (each === '' ? null : each))
}
