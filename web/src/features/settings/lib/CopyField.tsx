import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { Field } from '@/ui/form'

/** A text to be copied, such as a secret or an address. */
export function CopyField({ label, value, hint, onCopied }: { label: string; value: string; hint?: string; onCopied?: () => void }) {
  const { t } = useTranslation('settings')
  const [copied, setCopied] = useState(false)
  const copy = async (input: HTMLInputElement | null) => {
    input?.select()
    // Without HTTPS there is no clipboard; the text is selected, ready for Ctrl C.
    await navigator.clipboard?.writeText(value).then(() => setCopied(true))
    onCopied?.()
  }
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <div className="flex gap-2">
          <input {...ids} readOnly value={value} className="control font-mono" onFocus={(event) => event.target.select()} onCopy={onCopied} />
          <Button icon={copied ? Check : Copy} onClick={(event) => void copy(event.currentTarget.parentElement?.querySelector('input') ?? null)}>
            {copied ? t('copy.done') : t('copy.verb')}
          </Button>
        </div>
      )}
    </Field>
  )
}
