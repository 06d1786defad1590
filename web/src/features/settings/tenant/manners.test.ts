import { expect, it } from 'vitest'
import { currencyChoices, localeChoices, zoneChoices } from './manners'

it('names languages and countries in the reader’s language', () => {
  expect(localeChoices('es', 'es-MX').find(({ value }) => value === 'es-MX')?.label).toMatch(/^español/)
})
it('offers what is set even where it is unusual, once', () => {
  expect(localeChoices('en', 'en').filter(({ value }) => value === 'en')).toHaveLength(1)
  expect(zoneChoices('Etc/GMT+5').some(({ value }) => value === 'Etc/GMT+5')).toBe(true)
  expect(currencyChoices('en', 'USD').filter(({ value }) => value === 'USD')).toEqual([{ value: 'USD', label: 'USD · US Dollar' }])
})
