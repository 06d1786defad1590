/**
 * The words of the app. Strings lie in packages/words, one file per language and part: `field.json`, `fieldWork.json` …; all of them are in the
 * app, for offline it has to speak too. The nouns that a tenant may rename are variables in them: `{{w.site}}`.
 */
import { getLocales } from 'expo-localization'
import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import { Platform } from 'react-native'
import { keep, readKept } from '@/platform/kept'
import { resources } from './files'

export const LANGUAGES = { en: 'English', es: 'Español' } as const
export type Language = keyof typeof LANGUAGES

const known = (code: string | null | undefined): code is Language => !!code && code in LANGUAGES

/** The language to begin with: what was chosen here last, else what the phone prefers. */
async function first(): Promise<Language> {
  const kept = await readKept('language')
  if (known(kept)) return kept
  return getLocales().map(({ languageCode }) => languageCode).find(known) ?? 'en'
}

export async function startWords(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: await first(),
    fallbackLng: 'en',
    resources,
    ns: Object.keys(resources.en ?? {}),
    defaultNS: 'field',
    fallbackNS: 'common',
    interpolation: { escapeValue: false, defaultVariables: { w: {} } },
    react: { useSuspense: false },
  })
  i18n.services.formatter!.add('lower', (value, language) => String(value).toLocaleLowerCase(language))
  takeNouns(undefined)
  spoken()
}

function spoken(): void {
  if (Platform.OS === 'web') document.documentElement.lang = i18n.language
}

/** Speak this language; `chosen` by somebody on this device, not only what their account says. */
export async function speak(language: string, chosen = false): Promise<void> {
  const code = language.slice(0, 2)
  if (!known(code)) return
  if (!chosen && known(await readKept('language'))) return
  if (chosen) await keep('language', code)
  if (i18n.language !== code) await i18n.changeLanguage(code)
  spoken()
}

/** Take a tenant's nouns: those of the language and edition, over them the tenant's own. */
export function takeNouns(of: { edition: string; vocabulary: Readonly<Record<string, string>> } | undefined): void {
  const all = i18n.getResourceBundle(i18n.language, 'nouns') as Record<string, Record<string, string>> | undefined
  i18n.options.interpolation!.defaultVariables = { w: { ...all?.[of?.edition ?? 'organisation'], ...of?.vocabulary } }
}
