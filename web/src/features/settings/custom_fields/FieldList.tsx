import type { CustomField } from '@fettle/client'
import { ArrowDown, ArrowUp, Ellipsis, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useChoice } from '@/lib/records'
import { Badge } from '@/ui/badge'
import { Button, IconButton } from '@/ui/button'
import { Menu } from '@/ui/overlay'

interface Props {
  fields: CustomField[]
  writes: boolean
  deleted: boolean
  busy: boolean
  onOpen: (id: string) => void
  onMove: (from: number, to: number) => void
  onDelete: (field: CustomField) => void
  onRestore: (field: CustomField) => void
}

/** The fields of one kind of record in the order in which forms ask for them. */
export function FieldList({ fields, writes, deleted, busy, onOpen, onMove, onDelete, onRestore }: Props) {
  const { t } = useTranslation('reference')
  const name = (field: CustomField) => ({ name: field.label })
  return (
    <ol className="max-w-4xl rounded-lg border bg-raised">
      {fields.map((field, at) => (
        <li key={field.id} className="flex min-h-12 items-center gap-2 border-b px-3 py-1.5 last:border-b-0">
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              {writes && !deleted ? (
                <button type="button" className="min-w-0 truncate text-left font-medium hover:underline" onClick={() => onOpen(field.id)}>
                  {field.label}
                </button>
              ) : (
                <span className="min-w-0 truncate font-medium">{field.label}</span>
              )}
              {field.required && <Badge tone="accent">{t('custom.required')}</Badge>}
              {field.inLists && <Badge>{t('custom.badgeLists')}</Badge>}
              {field.filterable && <Badge>{t('custom.badgeFilter')}</Badge>}
              {field.subtypeId && <Badge tone="info"><TypeName id={field.subtypeId} /></Badge>}
            </p>
            <p className="truncate text-sm text-muted">
              {t(`custom.type.${field.type}`)}
              {field.options && field.options.length > 0 && `: ${field.options.join(', ')}`}
              <span className="ml-2 font-mono text-xs">{field.key}</span>
            </p>
          </div>
          {deleted
            ? writes && (
                <Button size="sm" icon={RotateCcw} onClick={() => onRestore(field)}>
                  {t('common:restore')}
                </Button>
              )
            : writes && (
                <span className="flex shrink-0 items-center">
                  <IconButton size="sm" icon={ArrowUp} label={t('custom.up', name(field))} disabled={busy || at === 0} onClick={() => onMove(at, at - 1)} />
                  <IconButton size="sm" icon={ArrowDown} label={t('custom.down', name(field))} disabled={busy || at === fields.length - 1} onClick={() => onMove(at, at + 1)} />
                  <Menu
                    label={t('custom.verbs', name(field))}
                    trigger={<IconButton size="sm" icon={Ellipsis} label={t('custom.verbs', name(field))} />}
                    items={[
                      { label: t('common:edit'), icon: Pencil, onSelect: () => onOpen(field.id) },
                      { label: t('common:delete'), icon: Trash2, dangerous: true, onSelect: () => onDelete(field) },
                    ]}
                  />
                </span>
              )}
        </li>
      ))}
    </ol>
  )
}

function TypeName({ id }: { id: string }) {
  return <>{useChoice('assetType', id)?.label ?? '…'}</>
}
