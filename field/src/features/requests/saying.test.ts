import { expect, it } from 'vitest'
import { authorOf, messageOf } from './saying.ts'

it('what who asked says can be read by who asked', () =>
  expect(messageOf('r', ' The left one \n', { userId: 'u', name: 'Rita' }, 7)).toEqual({
    work_request_id: 'r', body: 'The left one', public: true, mentions: '[]', author_name: 'Rita', created_at: 7, created_by: 'u', updated_at: 7,
  }))

it('knows who says it', () => {
  expect(authorOf({ created_by: 'u', author_name: 'Rita' }, 'u')).toEqual({ mine: true, name: 'Rita' })
  expect(authorOf({ created_by: 'o', author_name: 'Otto' }, 'u')).toEqual({ mine: false, name: 'Otto' })
  expect(authorOf({ created_by: null, author_name: ' ' }, 'u')).toEqual({ mine: false, name: null })
})
