import { useTranslation } from 'react-i18next'
import { Text } from '@/ui'
import type { Comment } from '../acts'
import { pieces, readMentions } from '@fettle/kit/mentions'

/** What somebody said, with the names of those they speak to. Who is meant without being named stands below it. */
export function Said({ comment, names, lines }: { comment: Comment; names: ReadonlyMap<string, string>; lines?: number }) {
  const { t } = useTranslation('fieldWork')
  const meant = readMentions(comment.mentions).flatMap((id) => names.get(id) ?? [])
  const found = pieces(comment.body, meant)
  const unnamed = meant.filter((name) => !found.some((piece) => piece.name === name))
  return (
    <>
      <Text numberOfLines={lines}>
        {found.map(({ text, name }, place) =>
          name ? (
            <Text key={place} bold tone="accent">
              {text}
            </Text>
          ) : (
            text
          ),
        )}
      </Text>
      {unnamed.length > 0 && !lines && (
        <Text size="sm" tone="muted">
          {t('comment.to')}{' '}
          <Text size="sm" bold>
            {unnamed.join(', ')}
          </Text>
        </Text>
      )}
    </>
  )
}
