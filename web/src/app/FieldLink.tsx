import { useLocation } from '@tanstack/react-router'
import { Smartphone, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoarse, usePhone } from '@/lib/screen'
import { buttonClass, IconButton } from '@/ui/button'
import { useAccount } from './account'

const KEPT = 'fettle.field-link'
/** The addresses that are the same in the field app. */
const SAME = /^\/(work-orders|assets|requests)\/[0-9a-f-]{36}$/

/** For technicians with a phone in their hand, as after the link of a mail: the same thing in the app that is made for it. */
export function FieldLink() {
  const { t } = useTranslation()
  const { me } = useAccount()
  const { pathname } = useLocation()
  const [away, setAway] = useState(() => localStorage.getItem(KEPT) === 'away')
  const inHand = [usePhone(), useCoarse()].every(Boolean)
  if (away || !inHand || me.tenant.role !== 'technician') return null
  const close = () => {
    localStorage.setItem(KEPT, 'away')
    setAway(true)
  }
  return (
    <section aria-label={t('fieldApp.open')} className="no-print flex items-center gap-2 border-b bg-accent-soft py-1.5 pr-1.5 pl-3">
      <Smartphone aria-hidden className="size-5 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 text-sm">{t('fieldApp.help')}</p>
      <a href={`/field${SAME.test(pathname) ? pathname : '/'}`} className={buttonClass('primary')}>
        {t('fieldApp.open')}
      </a>
      <IconButton icon={X} label={t('close')} onClick={close} />
    </section>
  )
}
