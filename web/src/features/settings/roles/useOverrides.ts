import { useBlocker } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import i18n from 'i18next'
import type { Overrides } from './overrides'

const PLACE = 'fettle.draft.roles'

/** What was toggled and not saved; outlives a reload, and leaving asks first. */
export function useOverrides(): [Overrides, (next: Overrides) => void] {
  const [overrides, set] = useState<Overrides>(() => JSON.parse(sessionStorage.getItem(PLACE) ?? '{}') as Overrides)
  const dirty = Object.keys(overrides).length > 0
  useEffect(() => {
    if (dirty) sessionStorage.setItem(PLACE, JSON.stringify(overrides))
    else sessionStorage.removeItem(PLACE)
  }, [overrides, dirty])
  useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname && !window.confirm(i18n.t('common:form.leave')),
    enableBeforeUnload: false,
  })
  return [overrides, set]
}
