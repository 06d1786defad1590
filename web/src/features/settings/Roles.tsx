import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { usePhone } from '@/lib/screen'
import { Button } from '@/ui/button'
import { useFilters } from '@/ui/filters'
import { Read } from '@/ui/states'
import { grouped } from './permissions/groups'
import { usePermissions } from './permissions/usePermissions'
import { useRoles } from './lib/roles'
import { DeletedRoles } from './roles/DeletedRoles'
import { Matrix } from './roles/Matrix'
import { NewRole } from './roles/NewRole'
import { OneRole } from './roles/OneRole'
import { toggled } from './roles/overrides'
import { Review } from './roles/Review'
import { useOverrides } from './roles/useOverrides'
import { SettingsPage } from './SettingsPage'

export default function Roles() {
  const { t } = useTranslation('people')
  const { may, me } = useAccount()
  const phone = usePhone()
  const [filters, setFilters] = useFilters()
  const roles = useRoles()
  const permissions = usePermissions()
  const [overrides, setOverrides] = useOverrides()
  const [reviewing, setReviewing] = useState(false)
  const writes = may('roles:write')
  const cells = Object.values(overrides).reduce((sum, each) => sum + Object.keys(each).length, 0)
  const Shown = phone ? OneRole : Matrix
  const close = () => setFilters({ open: undefined, copy: undefined })
  return (
    <SettingsPage
      title={t('roles.title')}
      fills
      actions={
        writes && (
          <>
            <DeletedRoles />
            <Button look={cells ? 'plain' : 'primary'} icon={Plus} onClick={() => setFilters({ open: 'new' })}>
              {t('roles.new')}
            </Button>
          </>
        )
      }
    >
      <div className="flex h-full flex-col">
        <div className="min-h-0 flex-1">
          <Read query={roles}>
            {(all) => (
              <Read query={permissions}>
                {(each) => (
                  <Shown
                    roles={all}
                    groups={grouped(each)}
                    overrides={overrides}
                    onToggle={(role, code) => setOverrides(toggled(role, code, overrides))}
                    writes={writes}
                    mine={new Set(me.permissions)}
                  />
                )}
              </Read>
            )}
          </Read>
        </div>
        {cells > 0 && (
          <div role="status" className="flex flex-wrap items-center gap-2 border-t bg-raised px-4 py-2">
            <span className="mr-auto">{t('roles.pending', { count: cells })}</span>
            <Button onClick={() => setOverrides({})}>{t('common:form.discard')}</Button>
            <Button look="primary" onClick={() => setReviewing(true)}>
              {t('roles.review')}
            </Button>
          </div>
        )}
      </div>
      {filters.open === 'new' && writes && roles.data && <NewRole roles={roles.data} copy={filters.copy as string | undefined} onClose={close} />}
      {reviewing && roles.data && (
        <Review
          roles={roles.data}
          overrides={overrides}
          onClose={() => setReviewing(false)}
          onSaved={() => {
            setReviewing(false)
            setOverrides({})
          }}
        />
      )}
    </SettingsPage>
  )
}
