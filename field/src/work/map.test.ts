import { expect, it } from 'vitest'
import { mapUrl } from './map.ts'

const spot = { latitude: 41.5, longitude: -73.9, label: 'Gate (north)' }

it('opens the maps that a phone has', () => {
  expect(mapUrl(spot, 'android')).toBe('geo:41.5,-73.9?q=41.5,-73.9(Gate%20%20north%20)')
  expect(mapUrl(spot, 'ios')).toBe('https://maps.apple.com/?ll=41.5,-73.9&q=Gate%20%20north%20')
  expect(mapUrl(spot, 'web')).toBe('https://www.openstreetmap.org/?mlat=41.5&mlon=-73.9#map=17/41.5/-73.9')
})

it('looks for the address where nobody knows the coordinates', () => {
  const nowhere = { latitude: null, longitude: null, address: '1 Main St' }
  expect(mapUrl(nowhere, 'android')).toBe('geo:0,0?q=1%20Main%20St')
  expect(mapUrl(nowhere, 'web')).toContain('search?query=1%20Main%20St')
  expect(mapUrl({ latitude: null, longitude: null }, 'web')).toBeUndefined()
})
