import { useEffect } from 'react'
import { toast, Toaster } from 'sonner'
import { cornerStands } from '@/ui/toast'
import { useTheme } from './theme'

/** The corner in which is said what was done and what did not work. */
export default function Corner() {
  const theme = useTheme()
  useEffect(() => cornerStands(toast), [])
  return <Toaster position="bottom-right" theme={theme} toastOptions={{ classNames: { toast: 'font-sans!', description: 'text-inherit!' } }} closeButton />
}
