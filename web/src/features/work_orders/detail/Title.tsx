import type { WorkOrderDetail } from '@fettle/client'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { takesChange } from './rules'
import { useFieldEdit } from './useWorkOrder'

/** The title, changed where it stands: Enter keeps it, Escape leaves it as it was. */
export function Title({ workOrder }: { workOrder: WorkOrderDetail }) {
  const { t } = useTranslation('workOrders')
  const { may } = useAccount()
  const edit = useFieldEdit(workOrder)
  const [words, setWords] = useState<string>()
  if (!may('work_orders:write') || !takesChange(workOrder, 'title')) return <>{workOrder.title}</>
  const keep = () => {
    const title = words?.trim()
    setWords(undefined)
    if (title && title !== workOrder.title) edit.mutate({ change: { title } })
  }
  if (words === undefined) {
    return (
      <button
        type="button"
        title={t('detail.editTitle')}
        onClick={() => setWords(workOrder.title)}
        className="group -mx-1 min-h-[24px] rounded-sm px-1 text-left hover:bg-hover"
      >
        {workOrder.title}
        <Pencil aria-hidden className="ml-2 inline size-3.5 text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 pointer-coarse:opacity-100" />
      </button>
    )
  }
  return (
    <>
      <span className="sr-only">{workOrder.title}</span>
      <input
        autoFocus
        aria-label={t('detail.title')}
        maxLength={300}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep()
          if (event.key === 'Escape') setWords(undefined)
        }}
        className="control h-9 w-[min(40rem,80vw)] text-xl font-semibold"
      />
    </>
  )
}
