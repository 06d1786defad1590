import type { Mapping } from '@fettle/client'
import { listImportMappingsOptions } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Menu } from '@/ui/overlay'
import type { Chosen } from '../draft'
import { type Sample, used } from '../suggest'

interface Props {
  mapping: Mapping
  sample: Sample
  saved: Chosen | undefined
  onChoose: (chosen: Chosen, mapping: Mapping) => void
  onAnew: () => void
}

/** The saved mappings to begin with; those whose columns this file lacks say so. */
export function MappingChoice({ sample, saved, onChoose, onAnew }: Props) {
  const { t } = useTranslation('imports')
  const { data } = useQuery(listImportMappingsOptions({ query: { limit: 200 } }))
  const mappings = data?.data ?? []
  const lacks = (mapping: Mapping) => [...used(mapping)].filter((column) => !sample.columns.includes(column)).length
  return (
    <Menu
      label={t('saved.choose')}
      trigger={
        <Button look="quiet" size="sm">
          <span className="max-w-60 truncate">{saved ? saved.name : t('saved.choose')}</span>
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      }
      items={[
        { label: t('saved.anew'), onSelect: onAnew },
        mappings.length > 0 && ('-' as const),
        ...[...mappings].sort((one, other) => lacks(one.mapping) - lacks(other.mapping)).map(({ id, name, version, mapping }) => ({
          label: name,
          hint: lacks(mapping) ? t('saved.lacks', { count: lacks(mapping) }) : t(`entity.${mapping.entity}`),
          onSelect: () => onChoose({ id, name, version, said: JSON.stringify(mapping) }, mapping),
        })),
      ]}
    />
  )
}
