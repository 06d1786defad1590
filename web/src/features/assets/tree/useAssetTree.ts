import { getAssetOptions } from '@fettle/client/queries'
import { queryOptions, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { isStatus } from '@fettle/kit/problems'
import { makeStore, useStore } from '@fettle/kit/store'
import { linesOf } from '@/ui/tree'
import { type Node, NOWHERE, PAGE, readBelow, readSites, SITES } from './nodes'

type Open = ReadonlyMap<string, Node['kind']>

/** What is open, by its kind; kept in this browser tab, so that coming back finds the tree as it was. */
const opened = makeStore<Open>(new Map())
let place: string | undefined

function recall(tenantId: string): void {
  const own = `fettle.tree.${tenantId}`
  if (place === own) return
  place = own
  opened.set(new Map(JSON.parse(sessionStorage.getItem(own) ?? '[]') as Array<[string, Node['kind']]>))
}

function remember(open: Open): void {
  opened.set(open)
  sessionStorage.setItem(place!, JSON.stringify([...open]))
}

const add = (nodes: Array<[string, Node['kind']]>) => remember(new Map([...opened.get(), ...nodes]))
const without = (...ids: string[]) => remember(new Map([...opened.get()].filter(([id]) => !ids.includes(id))))

/** The asset tree as far as it is open. Each level is read when it is opened, and in parts where it is long. */
export function useAssetTree(siteId: string[] | undefined, at: string | undefined) {
  const { t } = useTranslation('assets')
  const client = useQueryClient()
  const { me } = useAccount()
  recall(me.tenant.id)
  const open = useStore(opened)
  const wanted = useRef(new Map<string, number>())
  const nowhere = t('tree.nowhere')

  const sites = useQuery({ queryKey: [{ _id: 'listSites', tree: SITES, siteId, nowhere }], queryFn: () => readSites(siteId, nowhere) })
  const levelOptions = useCallback(
    (kind: Node['kind'], id: string) =>
      queryOptions({ queryKey: [{ _id: 'listAssetChildren', tree: id }], queryFn: () => readBelow({ kind, id }, wanted.current.get(id) ?? PAGE) }),
    [],
  )
  const parents = useMemo(() => [...open], [open])
  const { levels, failed, gone } = useQueries({
    queries: parents.map(([id, kind]) => levelOptions(kind, id)),
    combine: (found) => ({
      levels: found.map(({ data }) => data),
      failed: found.find(({ error, data }) => error && !data && !isStatus(error, 404)),
      gone: found.flatMap(({ error }, index) => (isStatus(error, 404) ? [index] : [])).join(),
    }),
  })
  useEffect(() => {
    if (gone) without(...gone.split(',').map((index) => parents[Number(index)]![0]))
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is gone is said by its place among these very parents
  }, [gone])
  const lines = useMemo(() => {
    const known = new Map(parents.map(([id], index) => [id, levels[index]]))
    return linesOf((parent) => (parent === null ? sites.data : known.get(parent)), (node) => node.id, new Set(open.keys()))
  }, [parents, levels, open, sites.data])

  const toggle = useCallback((node: Pick<Node, 'id' | 'kind'>, on: boolean) => (on ? add([[node.id, node.kind]]) : without(node.id)), [])
  const more = useCallback(
    (parent: string | null) => {
      const kind = parent === null ? undefined : opened.get().get(parent)
      if (parent === null || !kind) return
      const options = levelOptions(kind, parent)
      const had = client.getQueryData(options.queryKey)
      if (!had) return
      wanted.current.set(parent, had.nodes.length + PAGE)
      void client.refetchQueries({ queryKey: options.queryKey, exact: true })
    },
    [client, levelOptions],
  )

  const { data: sought } = useQuery({ ...getAssetOptions({ path: { asset_id: at ?? '' } }), enabled: !!at })
  useEffect(() => {
    if (sought) add([[sought.siteId ?? NOWHERE, 'site'], ...(sought.path ?? []).map(({ id }): [string, Node['kind']] => [id, 'asset'])])
  }, [sought])
  const only = sites.data?.nodes.filter(({ id }) => id !== NOWHERE)
  const alone = only?.length === 1 ? only[0]!.id : undefined
  useEffect(() => {
    if (alone) add([[alone, 'site']])
  }, [alone])

  return { lines, toggle, more, sites, failed, collapse: () => remember(new Map()), anyOpen: open.size > 0 }
}

/** What lists do not tell of an asset: whether it has parts, and whether it is down. */
export function useStanding(id: string, enabled = true) {
  return useQuery({ ...getAssetOptions({ path: { asset_id: id } }), staleTime: 60_000, enabled }).data
}

/** Whether nothing is below a node; undefined while that is not known. */
export function useLeaf({ kind, id }: Node): boolean | undefined {
  const standing = useStanding(id, kind === 'asset')
  return standing && (standing.childCount ?? 0) === 0
}
