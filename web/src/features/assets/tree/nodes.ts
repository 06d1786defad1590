/** What stands in the tree: sites, and in them assets and their parts. */
import { listAssetChildren, type ListedAsset, listAssets, listSites } from '@fettle/client'
import type { Below } from '@/ui/tree'

export type Node = { kind: 'site'; id: string; name: string } | { kind: 'asset'; id: string; name: string; asset: ListedAsset }

/** The place of assets that stand at no site. */
export const NOWHERE = 'nowhere'
export const SITES = 'sites'
export const PAGE = 200

type Page<Row> = { data: Row[]; nextCursor?: string | null; hasMore?: boolean }

async function read<Row>(page: (cursor: { cursor?: string; limit: number }) => Promise<Page<Row>>, upTo: number, fits: (row: Row) => boolean = () => true) {
  const rows: Row[] = []
  let cursor: string | undefined
  let more = true
  while (more && rows.length < upTo) {
    const found = await page({ limit: PAGE, ...(cursor && { cursor }) })
    rows.push(...found.data.filter(fits))
    cursor = found.nextCursor ?? undefined
    more = found.hasMore ?? false
  }
  return { rows, more }
}

const asNode = (asset: ListedAsset): Node => ({ kind: 'asset', id: asset.id, name: asset.name, asset })

/** What is directly below a site or an asset, as far as it is wanted. */
export async function readBelow(parent: Pick<Node, 'kind' | 'id'>, upTo: number): Promise<Below<Node>> {
  const sort = 'name' as const
  const { rows, more } =
    parent.kind === 'asset'
      ? await read((at) => listAssetChildren({ path: { asset_id: parent.id }, query: { ...at, sort } }), upTo)
      : await read(
          (at) => listAssets({ query: { ...at, sort, parentId: 'root', ...(parent.id !== NOWHERE && { siteId: [parent.id] }) } }),
          upTo,
          (asset) => parent.id !== NOWHERE || !asset.siteId,
        )
  return { nodes: rows.map(asNode), more }
}

/** The sites that are asked for, all without a choice, and the place for what stands at none. */
export async function readSites(chosen: string[] | undefined, nowhere: string): Promise<Below<Node>> {
  const { rows } = await read((at) => listSites({ query: at }), Infinity, (site) => !chosen || chosen.includes(site.id))
  const sites = rows.map(({ id, name }): Node => ({ kind: 'site', id, name }))
  return { nodes: chosen ? sites : [...sites, { kind: 'site', id: NOWHERE, name: nowhere }] }
}
