import type { TaskBody } from '@fettle/client'
import { ListPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Popover } from '@/ui/overlay'
import { RecordPicker } from '@/ui/picker'

interface Props {
  adding: boolean
  onAdd: (body: TaskBody) => void
  /** More than a line can say. */
  onMore: () => void
}

/** A line to write tasks into, one after the other; or a task code that brings its title and instructions. */
export function AddTask({ adding, onAdd, onMore }: Props) {
  const { t } = useTranslation('workOrders')
  const [title, setTitle] = useState('')
  return (
    <form
      className="flex flex-wrap items-center gap-2 rounded-b-lg border-t bg-paper px-4 py-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!title.trim()) return
        onAdd({ title: title.trim(), required: true })
        setTitle('')
      }}
    >
      <input
        aria-label={t('task.add')}
        placeholder={t('task.addHint')}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        className="control min-w-40 flex-1"
      />
      <Button type="submit" size="sm" busy={adding} disabled={!title.trim()}>{t('common:add')}</Button>
      <Popover label={t('task.fromCode')} className="w-80 p-0" align="end" trigger={<Button size="sm" look="quiet" icon={ListPlus}>{t('task.fromCode')}</Button>}>
        {(close) => (
          <RecordPicker
            inline
            autoFocus
            kind="taskCode"
            within={{ active: true }}
            aria-label={t('task.fromCode')}
            value={null}
            onChange={(id) => {
              close()
              if (typeof id === 'string') onAdd({ taskCodeId: id, required: true })
            }}
          />
        )}
      </Popover>
      <Button size="sm" look="quiet" onClick={onMore}>{t('common:more')}</Button>
    </form>
  )
}
