import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActivityIndicator, Pressable, View } from 'react-native'
import type { Row } from '@/db'
import { useStore } from '@fettle/kit/store'
import { keepDocument, keepingDocuments, keptDocuments, unkeepDocument } from '@/photos/documents'
import { openDocument } from '@/photos/openDocument'
import { online } from '@/platform/presence'
import { useTheme } from '@/theme'
import { Icon, IconButton, Text, toast } from '@/ui'
import { asSize } from './asSize'

type Problem = 'offline' | 'failed' | 'noRoom'

/** A document: touched it opens, and beside it one says whether this device keeps it. */
export function DocumentRow({ document }: { document: Row<'attachments'> }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldPhotos')
  const is = useStore(online)
  const kept = useStore(keptDocuments).has(document.id)
  const keeping = useStore(keepingDocuments).has(document.id)
  const [problem, setProblem] = useState<Problem>()
  const name = document.caption || document.name
  const ready = document.state === 'stored'
  const met = (error: unknown) => setProblem(error instanceof Error && error.name === 'NoRoom' ? 'noRoom' : is ? 'failed' : 'offline')
  const open = () => {
    setProblem(undefined)
    if (!kept && !is) setProblem('offline')
    else openDocument(document.id, { name: document.name, mediaType: document.media_type }).catch(met)
  }
  const toggle = async () => {
    setProblem(undefined)
    try {
      await (kept ? unkeepDocument : keepDocument)(document.id)
      toast({ text: t(kept ? 'documents.unkeptNow' : 'documents.keptNow', { name }) })
    } catch (error) {
      met(error)
    }
  }
  const state = !ready ? t('documents.checking') : keeping ? t('documents.keeping') : kept ? t('documents.kept') : is ? '' : t('documents.offline')
  return (
    <View role="listitem" style={{ borderBottomWidth: 1, borderBottomColor: theme.line }}>
      <View style={{ flexDirection: 'row', alignItems: 'center' }}>
        <Pressable
          role="button"
          aria-disabled={!ready}
          accessibilityHint={t('documents.open', { name })}
          disabled={!ready}
          onPress={open}
          style={({ pressed }) => ({ flex: 1, minWidth: 0, minHeight: 56, flexDirection: 'row', alignItems: 'center', gap: 12, paddingVertical: 8, backgroundColor: pressed ? theme.hover : 'transparent' })}
        >
          <Icon name="file-text" tone={kept ? 'good' : 'muted'} />
          <View style={{ flex: 1, minWidth: 0 }}>
            <Text numberOfLines={2}>{name}</Text>
            <Text size="sm" tone="muted" numberOfLines={2}>
              {[t(`role.${document.role}`, { defaultValue: '' }), asSize(document.size_bytes), state].filter(Boolean).join(' · ')}
            </Text>
          </View>
        </Pressable>
        {keeping ? (
          <View style={{ width: 48, alignItems: 'center' }}>
            <ActivityIndicator color={theme.accent} />
          </View>
        ) : (
          ready && (kept || is) && <IconButton icon={kept ? 'check' : 'download'} pressed={kept} label={t(kept ? 'documents.unkeep' : 'documents.keep', { name })} onPress={() => void toggle()} />
        )}
      </View>
      {problem && (
        <Text size="sm" tone="bad" role="alert" style={{ paddingBottom: 8 }}>
          {problem === 'offline' ? t('documents.offlineHelp', { name }) : problem === 'noRoom' ? t('documents.noRoom', { name }) : `${t('documents.failed', { name })} ${t('documents.failedHelp')}`}
        </Text>
      )}
    </View>
  )
}
