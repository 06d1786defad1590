import { deleteFile, type FilePatch, type FileView, restoreFile, updateFile } from '@fettle/client'
import { listFilesOptions, listFilesQueryKey } from '@fettle/client/queries'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { useAct } from '@/lib/query'
import type { FileOwner } from './upload'

const listed = ({ type, id }: FileOwner) => ({ query: { subject: type, subjectId: [id], limit: 200 } })

/** The files of a record, the oldest first. Asks again while the server still looks at one. */
export function useFiles(owner: FileOwner) {
  const query = useQuery({
    ...listFilesOptions(listed(owner)),
    refetchInterval: ({ state }) =>
      state.dataUpdateCount < 60 && state.data?.data.some((file) => file.state === 'checking' || file.preview === 'waiting') ? 2000 : false,
  })
  const files = (query.data?.data ?? [])
    .filter(({ state }) => state !== 'awaiting')
    .sort((one, other) => one.createdAt.localeCompare(other.createdAt))
  return { query, files }
}

/** Whether this person may change a file: their own, or everybody's with the permission. */
export function useMayChange(): (file: FileView) => boolean {
  const { may, me } = useAccount()
  return (file) => may('files:write') || (may('files:create') && file.createdBy === me.id)
}

export function useFileActs(owner: FileOwner) {
  const { t } = useTranslation('records')
  const key = listFilesQueryKey(listed(owner))
  const change = useAct({
    do: ({ file, patch }: { file: FileView; patch: FilePatch }) => updateFile({ path: { file_id: file.id }, body: patch, headers: ifMatch(file.version) }),
    touches: ['File'],
    ahead: ({ file, patch }, client) => {
      const before = client.getQueryData<{ data: FileView[] }>(key)
      client.setQueryData(key, before && { ...before, data: before.data.map((each) => (each.id === file.id ? { ...each, ...patch } : each)) } as never)
      return () => client.setQueryData(key, before as never)
    },
  })
  const remove = useAct({
    do: (file: FileView) => deleteFile({ path: { file_id: file.id }, headers: ifMatch(file.version) }),
    touches: ['File'],
    done: (_gone, file) => t('files.deleted', { name: file.name }),
    undo: (_gone, file) => restoreFile({ path: { file_id: file.id } }),
    ahead: (file, client) => {
      const before = client.getQueryData<{ data: FileView[] }>(key)
      client.setQueryData(key, before && { ...before, data: before.data.filter((each) => each.id !== file.id) } as never)
      return () => client.setQueryData(key, before as never)
    },
  })
  return { change, remove }
}
