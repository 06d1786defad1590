import clsx from 'clsx'
import { UserRound } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/button'
import { useAccount } from './account'

interface Props extends ComponentProps<'button'> {
  /** Only its picture where there is little room. */
  compact: boolean
}

/** What opens the menu of the person who is signed in. */
export function AccountButton({ compact, ...rest }: Props) {
  const { t } = useTranslation()
  const { me } = useAccount()
  return (
    <Button
      look="quiet"
      icon={UserRound}
      aria-label={t('nav.accountOf', { name: me.name })}
      className={clsx('min-w-0 flex-1 justify-start!', compact && 'md:max-lg:justify-center! md:max-lg:px-0')}
      {...rest}
    >
      <span className={clsx('truncate', compact && 'md:max-lg:hidden')}>{me.name}</span>
    </Button>
  )
}
