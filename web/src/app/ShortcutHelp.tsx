import { useTranslation } from 'react-i18next'
import { Kbd } from '@/ui/badge'
import { Dialog } from '@/ui/overlay'
import { useAccount } from './account'
import { placesFor } from './Shell'

/** All keys, by what they are for. */
export default function ShortcutHelp({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const { may } = useAccount()
  const groups: Array<[string, Array<[string, string]>]> = [
    [t('keys.anywhere'), [['Ctrl K', t('nav.search')], ['C', t('nav.create')], ['/', t('keys.search')], ['?', t('nav.shortcuts')], ['Esc', t('close')]]],
    [t('keys.go'), [...placesFor(may).map(({ keys, label }): [string, string] => [keys.toUpperCase(), t(label)]), ['G N', t('nav.notifications')]]],
    [t('keys.lists'), [['↓ ↑  J K', t('keys.move')], ['Enter', t('keys.open')], ['Space  X', t('keys.select')], ['Shift ↓ ↑', t('keys.extend')], ['Home  End', t('keys.ends')]]],
  ]
  return (
    <Dialog open onClose={close} title={t('nav.shortcuts')} size="lg">
      <div className="grid gap-6 sm:grid-cols-2">
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3 className="mb-2">{title}</h3>
            <dl className="flex flex-col gap-1.5">
              {keys.map(([key, does]) => (
                <div key={key} className="flex items-center gap-3">
                  <dt className="flex w-28 shrink-0 gap-1">
                    {key.split(' ').filter(Boolean).map((each) => (
                      <Kbd key={each}>{each}</Kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
