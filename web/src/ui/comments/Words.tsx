import type { Comment } from '@fettle/client'
import { pieces } from '@fettle/kit/mentions'
import { useTranslation } from 'react-i18next'

/** What somebody said, with the names of those they speak to. Who is meant without being named stands below it. */
export function Words({ comment, nameOf }: { comment: Comment; nameOf: (id: string) => string | undefined }) {
  const { t } = useTranslation('records')
  const meant = [...new Set((comment.mentions ?? []).flatMap((id) => nameOf(id) ?? []))]
  const found = pieces(comment.body, meant)
  const unnamed = meant.filter((name) => !found.some((piece) => piece.name === name))
  return (
    <div className="pl-6.5 break-words">
      <p className="whitespace-pre-line">
        {found.map(({ text, name }, place) =>
          name ? (
            <strong key={place} className="font-semibold text-accent">
              {text}
            </strong>
          ) : (
            text
          ),
        )}
      </p>
      {unnamed.length > 0 && <p className="text-sm text-muted">{t('comments.to', { names: unnamed.join(', ') })}</p>}
    </div>
  )
}
