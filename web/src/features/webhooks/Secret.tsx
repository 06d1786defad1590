import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/overlay'

/** A secret that is shown this once. */
export function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('webhooks')
  const [copied, setCopied] = useState(false)
  return (
    <Dialog open onClose={onClose} title={t('secret.title')} about={t('secret.about')} footer={<Button look="primary" onClick={onClose}>{t('secret.kept')}</Button>}>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md bg-sunken px-3 py-2 text-sm break-all">{secret}</code>
        <Button
          icon={copied ? Check : Copy}
          onClick={() =>
            void navigator.clipboard.writeText(secret).then(() => setCopied(true))
          }
        >
          {copied ? t('secret.copied') : t('secret.copy')}
        </Button>
      </div>
    </Dialog>
  )
}
