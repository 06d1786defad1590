import { useTranslation } from 'react-i18next'
import type { FaultCode } from './rules.ts'
import type { Wizard } from './useWizard'

/** Said while somebody types: what is there can't become right by typing on. */
const AT_ONCE: readonly FaultCode[] = ['tooManyHours', 'cents', 'tooLarge', 'tooLong', 'staffGone']

/** What is wrong at a place, in words; most of it only after somebody wanted to go on. */
export function useFaultAt({ faults, shown }: Pick<Wizard, 'faults' | 'shown'>): (at: string) => string | undefined {
  const { t } = useTranslation('fieldLog')
  return (at) => {
    const fault = faults.find((each) => each.at === at && (shown || AT_ONCE.includes(each.code)))
    return fault && t(`fault.${fault.code}`)
  }
}
