import { countUnreadNotificationsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell as BellIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** The way to the notifications, with how many wait. */
export function Bell() {
  const { t } = useTranslation()
  const { data } = useQuery({ ...countUnreadNotificationsOptions(), staleTime: 10_000, refetchInterval: 60_000 })
  const unread = data?.unread ?? 0
  const label = t('nav.unread', { count: unread })
  return (
    <Link to="/notifications" aria-label={label} title={label} className="relative grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11">
      <BellIcon aria-hidden className="size-4" />
      {unread > 0 && (
        <span aria-hidden className="absolute -top-0.5 -right-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-bad px-1 text-[0.625rem] font-bold text-raised">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  )
}
