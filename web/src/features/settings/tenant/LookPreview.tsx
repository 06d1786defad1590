import { accentOf } from '@fettle/tokens'
import { ClipboardList, Inbox, Plus } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { Badge } from '@/ui/badge'
import { buttonClass } from '@/ui/button'

/** A corner of the screens in the chosen colour, once in light and once in dark. The colour is made readable on both. */
export function LookPreview({ colour, logoUrl }: { colour: string | null; logoUrl: string | null }) {
  const { t } = useTranslation('settings')
  const made = colour ? accentOf(colour) : undefined
  return (
    <section aria-label={t('look.preview')} className="flex flex-col gap-3">
      <h2 className="text-sm text-muted">{t('look.preview')}</h2>
      {(['light', 'dark'] as const).map((scheme) => (
        <div key={scheme} style={{ colorScheme: scheme, ...made } as CSSProperties} className="flex overflow-hidden rounded-lg border bg-paper text-ink">
          <div aria-hidden className="flex w-44 shrink-0 flex-col gap-2 border-r bg-sunken p-2">
            <Brand logoUrl={logoUrl} />
            <span className={buttonClass('primary')}>
              <Plus className="size-4" />
              {t('common:nav.create')}
            </span>
            <span className="flex h-8 items-center gap-2 rounded-md bg-accent-soft px-2 font-medium text-accent">
              <ClipboardList className="size-4" />
              <span className="truncate">{t('common:nav.workOrders')}</span>
            </span>
            <span className="flex h-8 items-center gap-2 rounded-md px-2 font-medium text-muted">
              <Inbox className="size-4" />
              <span className="truncate">{t('common:nav.requests')}</span>
            </span>
          </div>
          <div className="flex min-w-0 flex-col items-start gap-2 p-3">
            <span className="text-xs text-muted">{t(`common:theme.${scheme}`)}</span>
            <span className="font-medium text-accent underline">{t('look.link')}</span>
            <Badge tone="accent">{t('look.badge')}</Badge>
            <span className="rounded-md px-2 py-1 text-sm outline-2 outline-offset-1 outline-focus">{t('look.focus')}</span>
          </div>
        </div>
      ))}
      <p className="text-sm text-muted">{t('look.readable')}</p>
    </section>
  )
}

function Brand({ logoUrl }: { logoUrl: string | null }) {
  const { tenant } = useAccount()
  const [failed, setFailed] = useState<string | null>(null)
  return (
    <span className="flex items-center gap-2">
      {logoUrl?.startsWith('https://') && failed !== logoUrl ? (
        <img src={logoUrl} alt="" className="size-7 rounded-md object-contain" onError={() => setFailed(logoUrl)} />
      ) : (
        <span className="grid size-7 shrink-0 place-items-center rounded-md bg-accent text-sm font-bold text-on-accent">{tenant.name[0]}</span>
      )}
      <span className="truncate font-semibold">{tenant.name}</span>
    </span>
  )
}
