import { getPortalPage } from '@fettle/client'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '@fettle/kit/store'
import { online } from '@/platform/presence'
import { Banner, Button } from '@/ui'

interface Props {
  code: string
  name: string | null
  onName: (name: string) => void
  onForget: () => void
}

/** Where it is: at the label that was scanned. The office knows what that stands on; with a network its name is shown here. */
export function FromLabel({ code, name, onName, onForget }: Props) {
  const { t } = useTranslation('fieldThings')
  const is = useStore(online)
  useEffect(() => {
    if (name || !is) return
    let over = false
    getPortalPage({ path: { place_code: code } }).then(
      ({ place }) => !over && place && onName(place),
      () => undefined,
    )
    return () => {
      over = true
    }
  }, [code, name, is])
  return (
    <Banner tone="info" icon="map-pin" title={name ?? t('request.fromLabel', { code })} action={<Button look="quiet" icon="x" label={t('request.elsewhere')} onPress={onForget} />}>
      {name ? t('request.labelOf', { code }) : t('request.labelHelp')}
    </Banner>
  )
}
