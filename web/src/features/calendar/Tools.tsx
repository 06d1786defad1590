import { ChevronLeft, ChevronRight, PanelRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '@/ui/button'
import { useForecast } from './useEntries'

/** Back, today, on; and which days these are. */
export function Steps({ title, today, onToday, onBefore, onAfter }: { title: string; today: boolean; onToday: () => void; onBefore: () => void; onAfter: () => void }) {
  const { t } = useTranslation('calendar')
  return (
    <div className="flex items-center gap-1">
      <IconButton icon={ChevronLeft} label={t('step.before')} size="sm" onClick={onBefore} />
      <IconButton icon={ChevronRight} label={t('step.after')} size="sm" onClick={onAfter} />
      <Button size="sm" onClick={onToday} aria-pressed={today}>{t('step.today')}</Button>
      <h2 aria-live="polite" className="ml-2 text-base whitespace-nowrap">{title}</h2>
    </div>
  )
}

/** Whether what plans will make is shown. */
export function ForecastSwitch() {
  const { t } = useTranslation('calendar')
  const { possible, shown, set } = useForecast()
  if (!possible) return null
  return (
    <label className="flex h-7 items-center gap-1.5 text-sm whitespace-nowrap pointer-coarse:h-10">
      <input type="checkbox" role="switch" checked={shown} onChange={(event) => set(event.target.checked)} className="size-4 accent-(--accent)" />
      {t('forecast')}
    </label>
  )
}

export function TraySwitch({ open, onChange }: { open: boolean; onChange: (open: boolean) => void }) {
  const { t } = useTranslation('calendar')
  return (
    <Button size="sm" icon={PanelRight} aria-pressed={open} onClick={() => onChange(!open)}>
      {t('tray.title')}
    </Button>
  )
}
