import { createMaintenancePlan, getMaintenancePlan, type PlanDetail, updateMaintenancePlan } from '@fettle/client'
import { getMaintenancePlanOptions } from '@fettle/client/queries'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ifMatch } from '@/lib/api'
import { localDay } from '@/lib/format'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { Form, TextField, useRecordForm } from '@/ui/form'
import { Page } from '@/ui/page'
import { Read } from '@/ui/states'
import { tell } from '@/ui/toast'
import { Options } from './planner/Options'
import { PreviewPanel } from './planner/PreviewPanel'
import { Target } from './planner/Target'
import { freshPlan, planBody, planPatch, planValues, type PlanValues } from './planner/values'
import { When } from './planner/When'
import { Who } from './planner/Who'
import { Work } from './planner/Work'

/** A new plan, or an existing one to change. */
export default function Planner() {
  const { planId } = useParams({ strict: false }) as { planId?: string }
  return planId ? <Existing key={planId} planId={planId} /> : <New />
}

function New() {
  const given = useSearch({ strict: false }) as { siteId?: string; assetId?: string | string[] }
  const assetIds = given.assetId ? [given.assetId].flat() : []
  return <Editor initial={freshPlan(localDay(new Date()), { siteId: given.siteId ?? null, assetIds })} />
}

function Existing({ planId }: { planId: string }) {
  const { t } = useTranslation('plans')
  const plan = useQuery({ ...getMaintenancePlanOptions({ path: { plan_id: planId } }), refetchOnWindowFocus: false })
  return plan.data ? (
    <Editor initial={planValues(plan.data, localDay(new Date()))} plan={plan.data} />
  ) : (
    <Page title={t('planner.edit')}>
      <Read query={plan}>{() => null}</Read>
    </Page>
  )
}

function Editor({ initial: first, plan }: { initial: PlanValues; plan?: PlanDetail }) {
  const { t } = useTranslation('plans')
  const navigate = useNavigate()
  const client = useQueryClient()
  const today = localDay(new Date())
  // What others change meanwhile must not change the form under the person's hands: it is merged when saving.
  const initial = useRef(first).current
  const version = useRef(plan?.version)
  const form = useRecordForm<PlanValues, PlanDetail>({
    initial,
    draft: plan ? `plan:${plan.id}` : 'plan:new',
    save: (values, changed) =>
      plan
        ? updateMaintenancePlan({ path: { plan_id: plan.id }, body: planPatch(values, changed), headers: ifMatch(version.current) })
        : createMaintenancePlan({ body: planBody(values) }),
    ...(plan && {
      latest: async () => {
        const now = await getMaintenancePlan({ path: { plan_id: plan.id } })
        version.current = now.version
        return planValues(now, today)
      },
    }),
    onSaved: (saved) => {
      void readAnew(client, ['Plan', 'Occurrence', 'Calendar', 'forecast'])
      tell(plan ? t('planner.saved') : t('planner.created'))
      void navigate({ to: '/plans/$planId', params: { planId: saved.id } })
    },
  })
  return (
    <Page
      title={plan ? t('planner.editOf', { name: plan.name }) : t('planner.new')}
      above={
        <Link to="/plans" className="link">
          {t('title')}
        </Link>
      }
    >
      <Form form={form}>
        <div className="flex flex-col items-start gap-6 lg:flex-row">
          <div className="w-full min-w-0 max-w-2xl flex-1">
            <Section title={t('section.what')}>
              <TextField name="name" label={t('field.name')} placeholder={t('field.nameHint')} required autoFocus={!plan} maxLength={200} className="mb-4" />
              <Target />
            </Section>
            <Section title={t('section.when')}>
              <When isNew={!plan} />
            </Section>
            <Section title={t('section.who')}>
              <Who />
            </Section>
            <Section title={t('section.work')}>
              <Work />
            </Section>
            <details className="border-t py-4">
              <summary className="w-fit font-semibold">{t('section.options')}</summary>
              <div className="mt-4">
                <Options />
              </div>
            </details>
          </div>
          <div className="sticky bottom-0 z-10 -mx-4 w-[calc(100%+2rem)] max-lg:border-t max-lg:bg-paper max-lg:px-4 max-lg:py-2 sm:-mx-6 sm:w-[calc(100%+3rem)] lg:top-4 lg:bottom-auto lg:mx-0 lg:w-96 lg:shrink-0">
            <PreviewPanel />
            <div className="mt-3 flex justify-end gap-2">
              <Button onClick={() => void navigate(plan ? { to: '/plans/$planId', params: { planId: plan.id } } : { to: '/plans' })}>{t('common:cancel')}</Button>
              <Button type="submit" look="primary" busy={form.saving}>
                {plan ? t('common:save') : t('planner.create')}
              </Button>
            </div>
          </div>
        </div>
      </Form>
    </Page>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t py-5 first:border-t-0 first:pt-0">
      <h2 className="mb-3">{title}</h2>
      {children}
    </section>
  )
}
