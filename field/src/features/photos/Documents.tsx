import { useTranslation } from 'react-i18next'
import { View } from 'react-native'
import { Q, useRows } from '@/db'
import type { PhotoSubject } from '@/photos/subjects'
import { isPaper, isPicture } from '@/photos/tiles'
import { useTheme } from '@/theme'
import { Skeleton, Text } from '@/ui'
import { DocumentRow } from './DocumentRow'

export interface DocumentsProps {
  subject: PhotoSubject
  /** One record, or several of a kind. */
  subjectId: string | readonly string[]
  /** Nothing at all instead of saying that there are none. */
  quiet?: boolean
}

/** Manuals and other documents of a record: open them, keep them for offline. */
export function Documents({ subject, subjectId, quiet = false }: DocumentsProps) {
  const theme = useTheme()
  const { t } = useTranslation('fieldPhotos')
  const ids = typeof subjectId === 'string' ? [subjectId] : [...subjectId]
  const found = useRows('attachments', [Q.where('subject_id', Q.oneOf(ids)), Q.where('subject', subject)], [subject, ids.join()])
  if (!found) return quiet ? null : <Skeleton rows={1} height={56} />
  const documents = found.filter((each) => !isPicture(each) || isPaper(each)).sort((a, b) => (a.role === 'manual' ? 0 : 1) - (b.role === 'manual' ? 0 : 1) || (a.name < b.name ? -1 : 1))
  if (!documents.length) return quiet ? null : <Text tone="muted">{t('documents.none')}</Text>
  return (
    <View role="list" style={{ borderTopWidth: 1, borderTopColor: theme.line }}>
      {documents.map((each) => <DocumentRow key={each.id} document={each} />)}
    </View>
  )
}
