import { expect, it } from 'vitest'
import { asking, asQuery } from './asked.ts'
import { read } from './read.ts'

it('hands a place on by what is known of it', () => {
  expect(asQuery({ siteId: 's', locationId: null })).toBe('siteId=s')
  expect(asQuery({ siteId: 's', locationId: 'l' })).toBe('siteId=s&locationId=l')
  expect(asQuery({ siteId: null, locationId: 'l' })).toBe('locationId=l')
})

it('leads who only asks from a label to a new request, and from nothing else', () => {
  expect(asking(read('https://fettle.example/r/rvpp2aygrd'))).toBe('/requests/new?code=rvpp2aygrd')
  expect(asking(read('https://fettle.example/r/a-house-code'))).toBe('/requests/new?code=a-house-code')
  expect(asking(read('RVPP2AYGRD'))).toBe('/requests/new?code=rvpp2aygrd')
  expect(asking(read('https://maker.example/4711'))).toBeUndefined()
  expect(asking(read('4711'))).toBeUndefined()
})
