import type { ComplianceFigures } from '@fettle/client'
import { analysePlanComplianceOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useAccount } from '@/app/account'
import { localDay } from '@/lib/format'

/** The last twelve months: long enough for yearly plans, short enough to show how it goes now. */
export function lastYear(today: string): { from: string; to: string } {
  const year = Number(today.slice(0, 4)) - 1
  return { from: `${year}${today.slice(4) === '-02-29' ? '-02-28' : today.slice(4)}`, to: today }
}

/** How plans were kept in the last year, by plan and in all; nothing for people who may not read reports. */
export function useCompliance(): { byPlan: ReadonlyMap<string, ComplianceFigures>; total: ComplianceFigures | undefined } {
  const { may } = useAccount()
  const { data } = useQuery({
    ...analysePlanComplianceOptions({ query: { by: 'plan', ...lastYear(localDay(new Date())) } }),
    enabled: may('reports:read'),
    staleTime: 300_000,
    retry: false,
  })
  const byPlan = useMemo(() => new Map((data?.rows ?? []).map((row) => [row.key ?? '', row.figures])), [data])
  return { byPlan, total: data?.total }
}
