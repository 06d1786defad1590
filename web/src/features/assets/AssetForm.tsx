import { type AssetDetail, changeAsset, createAsset, createTag, getAsset } from '@fettle/client'
import { listAssetTypesOptions } from '@fettle/client/queries'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccount } from '@/app/account'
import { ifMatch } from '@/lib/api'
import { readAnew } from '@/lib/query'
import { Button } from '@/ui/button'
import { CustomFields } from '@/ui/custom'
import { DateField, Form, MoneyField, NumberField, RecordField, SelectField, TextArea, TextField, useRecordForm } from '@/ui/form'
import { Dialog } from '@/ui/overlay'
import { Loading } from '@/ui/states'
import { tell } from '@/ui/toast'
import { bodyOf, type Values, valuesOf } from './form'
import { CONDITIONS, CRITICALITIES, STATUSES } from './kinds'

interface Props {
  /** The asset to change; a new one without it. */
  asset?: AssetDetail
  /** Where a new one begins. */
  at?: { parentId?: string; siteId?: string | null; locationId?: string | null }
  onClose: () => void
  onSaved?: (asset: AssetDetail) => void
}

/** A sheet beside the screen for the facts of an asset. A name is enough for a new one. */
export function AssetForm(props: Props) {
  const { data: types } = useQuery(listAssetTypesOptions({ query: { limit: 200 } }))
  const { t } = useTranslation('assets')
  const usual = types?.data.find(({ code }) => code.toLowerCase() === 'equipment') ?? types?.data[0]
  if (!usual) {
    return (
      <Dialog open side size="lg" onClose={props.onClose} title={t('create')}>
        <Loading />
      </Dialog>
    )
  }
  return <Sheet {...props} usualType={usual.id} />
}

function Sheet({ asset, at = {}, onClose, onSaved, usualType }: Props & { usualType: string }) {
  const { t } = useTranslation('assets')
  const { may } = useAccount()
  const client = useQueryClient()
  const version = useRef(asset?.version)
  const form = useRecordForm<Values, AssetDetail>({
    initial: valuesOf(asset, { assetTypeId: usualType, ...at }),
    draft: `asset:${asset?.id ?? `new:${at.parentId ?? ''}`}`,
    save: (values, changed) =>
      asset
        ? changeAsset({ path: { asset_id: asset.id }, body: bodyOf(changed, asset), headers: ifMatch(version.current) })
        : createAsset({ body: bodyOf(values) as never }),
    ...(asset && {
      latest: async () => {
        const now = await getAsset({ path: { asset_id: asset.id } })
        version.current = now.version
        return valuesOf(now)
      },
    }),
    onSaved: (saved) => {
      tell(t(asset ? 'saved' : 'created', { name: saved.name }))
      void readAnew(client, ['Asset'])
      onClose()
      onSaved?.(saved)
    },
  })
  const prices = may('costs:read')
  const siteId = form.watch('siteId')
  const id = 'asset-form'

  return (
    <Dialog
      open
      side
      size="lg"
      onClose={onClose}
      title={asset ? t('editTitle', { name: asset.name }) : t('create')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" form={id} look="primary" busy={form.saving}>
            {asset ? t('common:save') : t('createVerb')}
          </Button>
        </>
      }
    >
      <Form form={form} id={id} className="grid gap-x-4 gap-y-4 sm:grid-cols-2" describe={(field, value) => ({ label: t(`field.${field}`), value: String(value ?? '') })}>
        <TextField name="name" label={t('field.name')} required autoFocus maxLength={200} className="sm:col-span-2" />
        <RecordField name="assetTypeId" kind="assetType" label={t('field.assetTypeId')} required />
        <TextField name="number" label={t('field.number')} hint={t('field.numberHint')} />
        {!asset && (
          <>
            <RecordField name="parentId" kind="asset" label={t('field.parent')} hint={t('field.parentHint')} className="sm:col-span-2" />
            <RecordField name="siteId" kind="site" label={t('field.site')} />
            {siteId && <RecordField name="locationId" kind="location" label={t('field.location')} within={{ siteId: [siteId] }} />}
          </>
        )}
        <More open={!!asset} label={t('form.more')}>
          <RecordField name="categoryId" kind="assetCategory" label={t('field.categoryId')} />
          <SelectField name="status" label={t('field.status')} options={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))} />
          <SelectField name="criticality" label={t('field.criticality')} options={CRITICALITIES.map((value) => ({ value, label: t(`criticality.${value}`) }))} />
          <SelectField name="condition" label={t('field.condition')} empty={t('form.notJudged')} options={CONDITIONS.map((value) => ({ value, label: t(`condition.${value}`) }))} />
          <TextArea name="description" label={t('field.description')} className="sm:col-span-2" />
          <TextField name="manufacturer" label={t('field.manufacturer')} />
          <TextField name="model" label={t('field.model')} />
          <TextField name="serialNumber" label={t('field.serialNumber')} />
          <RecordField
            name="tagIds"
            kind="tag"
            many
            label={t('field.tagIds')}
            {...(may('tags:write') && { create: async (name: string) => (await createTag({ body: { name } })).id })}
          />
          <DateField name="purchasedOn" label={t('field.purchasedOn')} />
          <DateField name="installedOn" label={t('field.installedOn')} />
          <NumberField name="warrantyMonths" label={t('field.warrantyMonths')} hint={t('field.warrantyHint')} asNumber min={0} step={1} />
          <DateField name="warrantyUntil" label={t('field.warrantyUntil')} />
          {prices && <MoneyField name="purchasePrice" label={t('field.purchasePrice')} />}
          {prices && <MoneyField name="replacementCost" label={t('field.replacementCost')} />}
          <NumberField name="latitude" label={t('field.latitude')} min={-90} max={90} />
          <NumberField name="longitude" label={t('field.longitude')} min={-180} max={180} />
          <CustomFields entity="asset" subtypeId={form.watch('assetTypeId')} className="grid gap-4 border-t pt-4 sm:col-span-2 sm:grid-cols-2" />
        </More>
      </Form>
    </Dialog>
  )
}

/** What most people leave for later, behind a line that opens it. */
function More({ open, label, children }: { open: boolean; label: string; children: ReactNode }) {
  const fields = <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2">{children}</div>
  if (open) return <div className="sm:col-span-2">{fields}</div>
  return (
    <details className="sm:col-span-2">
      <summary className="w-fit py-1 font-medium text-accent">{label}</summary>
      <div className="pt-3">{fields}</div>
    </details>
  )
}
