import { type ListedAsset, type MoveBody, moveAsset } from '@fettle/client'
import { useTranslation } from 'react-i18next'
import { useAct } from '@/lib/query'

/** Move an asset with all its parts; can be taken back. Refusals come with the reason of the server. */
export function useMove() {
  const { t } = useTranslation('assets')
  return useAct({
    do: ({ asset, to }: { asset: ListedAsset; to: MoveBody }) => moveAsset({ path: { asset_id: asset.id }, body: to }),
    touches: ['Asset'],
    done: ({ path = [], name, siteName }, { to }) => {
      const into = path.at(-1)?.name
      return to.parentId ? t('move.doneInto', { name, into }) : to.siteId !== undefined ? t('move.doneTo', { name, site: siteName ?? t('common:none') }) : t('move.doneTop', { name })
    },
    undo: (_moved, { asset }) =>
      moveAsset({
        path: { asset_id: asset.id },
        body: { parentId: asset.parentId ?? null, siteId: asset.siteId ?? null, locationId: asset.locationId ?? null },
      }),
  })
}
