import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '@/ui/button'
import { Empty } from '@/ui/states'

export function Missing() {
  const { t } = useTranslation()
  return (
    <main>
      <Empty title={t('problem.noScreen')} action={<Link to="/" className={buttonClass('plain')}>{t('nav.today')}</Link>}>
        {t('problem.noScreenHelp')}
      </Empty>
    </main>
  )
}
