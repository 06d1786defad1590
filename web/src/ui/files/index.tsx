import { Suspense } from 'react'
import { Loading } from '../states'
import { FilesInside, type FilesProps } from './Files'

export { type FileOwner, type FileRole, upload } from './upload'
export { useFiles } from './useFiles'

/** The pictures and documents of a record. Its words come with it. */
export function Files(props: FilesProps) {
  return (
    <Suspense fallback={<Loading lines={3} />}>
      <FilesInside key={props.record.id} {...props} />
    </Suspense>
  )
}
