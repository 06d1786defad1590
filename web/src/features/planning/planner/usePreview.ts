import { getSite, type PlanPreview, previewMaintenancePlan } from '@fettle/client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { get, type Path, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { zone as tenantZone } from '@/lib/format'
import { type Fault, Problem } from '@fettle/kit/problems'
import { type Missing, missingOf } from './missing'
import { type PlanValues, planBody } from './values'

const WAIT_MS = 350

export interface Preview {
  /** The last that could be foreseen; it stays while the next is coming. */
  seen: PlanPreview | undefined
  /** What is still to be said before it can be foreseen. */
  missing: readonly Missing[]
  /** What stands against the plan as it is now. */
  faults: readonly Fault[]
  problem: unknown
  busy: boolean
  zone: string
}

/** What the plan in the form around would do, asked again a moment after each change. */
export function usePreview(): Preview {
  const { i18n } = useTranslation()
  const values = useWatch<PlanValues>() as PlanValues
  const body = useMemo(() => ({ ...planBody(values), name: values.name.trim() || '…' }), [values])
  const wanted = JSON.stringify(body)
  const missing = useMemo(() => missingOf(values), [values])
  const lacks = missing.length > 0
  const [asked, setAsked] = useState(lacks ? undefined : wanted)
  useEffect(() => {
    if (lacks) return
    const timer = setTimeout(() => setAsked(wanted), WAIT_MS)
    return () => clearTimeout(timer)
  }, [wanted, lacks])
  const { data, error, isFetching } = useQuery({
    queryKey: [{ _id: 'foreseePlanner', asked, language: i18n.language }],
    queryFn: ({ signal }) => previewMaintenancePlan({ body: JSON.parse(asked!), query: { language: i18n.language }, signal }),
    enabled: !lacks && asked !== undefined,
    retry: false,
    staleTime: 60_000,
    gcTime: 60_000,
  })
  const last = useRef<PlanPreview>(undefined)
  if (data) last.current = data
  const faults = error instanceof Problem && !lacks ? error.faults : []
  useFaultsAtFields(data ? [] : faults, isFetching)
  const zone = useSiteZone(values.siteId)
  return { seen: data ?? last.current, missing, faults, problem: faults.length || lacks ? undefined : error, busy: !lacks && (isFetching || asked !== wanted), zone }
}

/** The zone of the plan's site, in which its days and hours are meant. */
function useSiteZone(siteId: string | null): string {
  const { data } = useQuery({
    queryKey: [{ _id: 'getSiteOfPlanner', siteId }],
    queryFn: () => getSite({ path: { site_id: siteId! } }),
    enabled: !!siteId,
    staleTime: 300_000,
  })
  return data?.timeZone ?? tenantZone()
}

/** Puts faults at the fields that the person has been in, and takes them away when they are mended. */
function useFaultsAtFields(faults: readonly Fault[], busy: boolean): void {
  const { setError, clearErrors, getFieldState, formState } = useFormContext<PlanValues>()
  const placed = useRef<Path<PlanValues>[]>([])
  const key = JSON.stringify(faults)
  useEffect(() => {
    if (busy) return
    const mine = placed.current.filter((name) => (get(formState.errors, name) as { type?: string } | undefined)?.type === 'preview')
    if (mine.length) clearErrors(mine)
    placed.current = []
    for (const { pointer, message } of faults) {
      const name = pointer.replace(/^\//, '').replaceAll('/', '.') as Path<PlanValues>
      if (!getFieldState(name).isTouched) continue
      setError(name, { type: 'preview', message })
      placed.current.push(name)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- when the answer is another, not on every render
  }, [key, busy])
}
