import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, speak } from '@/lib/words'

/** The frame of the screens before signing in. */
export function Door({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  const { t, i18n } = useTranslation()
  return (
    <main className="grid min-h-dvh place-items-center bg-sunken p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center gap-2.5">
          <img src="/favicon.svg" alt="" className="size-9" />
          <span className="text-xl font-semibold tracking-tight">Fettle</span>
        </div>
        <div className="rounded-lg border bg-raised p-6">
          <h1>{title}</h1>
          {about && <p className="mt-1 text-muted">{about}</p>}
          <div className="mt-5">{children}</div>
        </div>
        <div className="mt-4 flex justify-center gap-4 text-sm">
          {Object.entries(LANGUAGES).map(([code, name]) => (
            <button key={code} type="button" lang={code} aria-pressed={i18n.language === code} aria-label={t('language', { name })} onClick={() => void speak(code)} className="min-h-6 px-1 text-muted aria-pressed:font-semibold aria-pressed:text-ink">
              {name}
            </button>
          ))}
        </div>
      </div>
    </main>
  )
}
