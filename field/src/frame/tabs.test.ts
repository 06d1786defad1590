import { expect, it } from 'vitest'
import { tabsFor } from './tabs.ts'

const names = (...granted: string[]) => tabsFor((...needed) => needed.every((code) => granted.includes(code))).map(({ name }) => name)

it('who works has all five places', () =>
  expect(names('work_orders:read', 'assets:read', 'work_orders:create', 'work_orders:work', 'logs:create')).toEqual(['work', 'scan', 'quick', 'notifications', 'me']))
it('who only asks begins with what they asked for', () => expect(names('requests:create')).toEqual(['requests', 'scan', 'notifications', 'me']))
it('who only looks repairs nothing', () => expect(names('work_orders:read', 'assets:read', 'requests:read')).toEqual(['work', 'scan', 'notifications', 'me']))
