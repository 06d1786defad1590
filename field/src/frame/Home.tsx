import { RequestsScreen } from '@/features/requests'
import MyWork from '@/features/work/MyWork'
import { usePerson } from '@/session'
import { asksOnly } from './tabs'

/** The first screen: the work of those who see work, the requests of those who only ask. */
export default function Home() {
  const { may } = usePerson()
  return asksOnly(may) ? <RequestsScreen start /> : <MyWork />
}
