/** Pictures over HTTP. */
import { completeFile, createFile, type FileView, getFile, renewFileUpload, updateFile } from '@fettle/client'
import type { FilesRecordsFilesRole, FilesRecordsFilesSubject } from '@fettle/client'
import { ifMatch } from '@/lib/api'
import { Problem } from '@fettle/kit/problems'
import type { Bytes } from '@/platform/bytes'
import { serverAddress } from '@/platform/server'
import { DETAIL, type Ports, type Served } from './sending'
import { fileId, type Photo } from './way'

/** An address without a host is one of the server's own. */
export const absolute = (url: string): string => (url.startsWith('/') ? serverAddress() + url : url)

const served = ({ state, reason, caption, role, version }: FileView): Served => ({ state, reason, caption, role, version })

export function makePorts(bytes: Bytes, fresh: (id: string) => Promise<Photo | undefined>, onProgress: (share: number) => void, signal: AbortSignal): Ports {
  return {
    fresh,
    async announce(photo) {
      const { upload } = await createFile({
        signal,
        body: {
          id: fileId(photo),
          subject: photo.subject as FilesRecordsFilesSubject,
          subjectId: photo.subject_id,
          role: (photo.role ?? DETAIL) as FilesRecordsFilesRole,
          name: photo.name,
          caption: photo.caption,
          sizeBytes: photo.size,
          mediaType: photo.media_type,
        },
      })
      return upload
    },
    renew: async (id) => (await renewFileUpload({ path: { file_id: id }, signal })).upload,
    look: async (id) => served(await getFile({ path: { file_id: id }, signal })),
    complete: async (id) => served(await completeFile({ path: { file_id: id }, signal })),
    async amend(id, version, { caption, role }) {
      await updateFile({ path: { file_id: id }, headers: ifMatch(version), body: { caption, role: role as FilesRecordsFilesRole }, signal })
    },
    async put(photo, { url, method, headers }) {
      const status = await bytes.upload('photos', photo.bytes, { url: absolute(url), method, headers, onProgress, signal })
      if (status < 300) return
      // Too large stays too large; with any other answer a fresh address may do.
      const said = status === 413 ? 413 : 503
      throw new Problem(said, 'about:blank', String(status), '', [], undefined)
    },
  }
}
