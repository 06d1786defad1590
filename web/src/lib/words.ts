/**
 * The words of the screens. Strings lie in packages/words, one file per language and part; a part is loaded with the screen that uses it.
 * The nouns that a tenant may rename (Site → Park) are variables in them: `{{w.site}}`.
 */
import type { Tenant } from '@fettle/client'
import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'

export const LANGUAGES = { en: 'English', es: 'Español' } as const
export type Language = keyof typeof LANGUAGES

type Strings = { default: Record<string, unknown> }
const files = import.meta.glob<Strings>('../../../packages/words/src/*/*.json')

const strings = {
  type: 'backend' as const,
  init() {},
  read(language: string, part: string, done: (error: unknown, strings: unknown) => void) {
    const load = files[`../../../packages/words/src/${language}/${part}.json`]
    if (!load) return done(new Error(`no words ${language}/${part}`), false)
    load().then(
      (file) => done(null, file.default),
      (error) => done(error, false),
    )
  },
}

/** The language to begin with: what was chosen here last, else what the browser prefers. */
function first(): Language {
  const known = (code: string | null): code is Language => code !== null && code in LANGUAGES
  const stored = localStorage.getItem('fettle.language')
  if (known(stored)) return stored
  return navigator.languages.map((code) => code.slice(0, 2)).find(known) ?? 'en'
}

export async function startWords(): Promise<void> {
  await i18n
    .use(strings)
    .use(initReactI18next)
    .init({
      lng: first(),
      fallbackLng: 'en',
      ns: ['common', 'nouns'],
      defaultNS: 'common',
      interpolation: {
        escapeValue: false,
        defaultVariables: { w: {} },
      },
      react: { useSuspense: true },
    })
  i18n.services.formatter!.add('lower', (value, language) => String(value).toLocaleLowerCase(language))
  takeNouns(undefined)
  document.documentElement.lang = i18n.language
}

export async function speak(language: string): Promise<void> {
  const code = language.slice(0, 2)
  if (!(code in LANGUAGES) || i18n.language === code) return
  localStorage.setItem('fettle.language', code)
  await i18n.changeLanguage(code)
  document.documentElement.lang = code
}

/** Take a tenant's nouns: those of the language and edition, over them the tenant's own. */
export function takeNouns(tenant: Pick<Tenant, 'edition' | 'vocabulary'> | undefined): void {
  const all = i18n.getResourceBundle(i18n.language, 'nouns') as Record<string, Record<string, string>> | undefined
  const nouns = { ...all?.[tenant?.edition ?? 'organisation'], ...tenant?.vocabulary }
  i18n.options.interpolation!.defaultVariables = { w: nouns }
}

/** Load the parts of the words that a screen needs, beside its code. */
export function loadWords(...parts: string[]): Promise<void> {
  return i18n.loadNamespaces(parts)
}
