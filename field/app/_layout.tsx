import { type ErrorBoundaryProps, router, Stack, usePathname } from 'expo-router'
import * as SplashScreen from 'expo-splash-screen'
import { useEffect } from 'react'
import { StatusBar, View } from 'react-native'
import { SafeAreaProvider } from 'react-native-safe-area-context'
import { begin, begun } from '@/frame/begin'
import { Broken } from '@/frame/Elsewhere'
import { Signed } from '@/frame/Signed'
import { SignIn } from '@/frame/SignIn'
import { StatusStrip } from '@/frame/StatusStrip'
import { useStore } from '@fettle/kit/store'
import { Arrivals } from '@/push/Arrivals'
import { useSession } from '@/session'
import { ThemeProvider, useTheme } from '@/theme'
import { Toasts, Waiting } from '@/ui'

void SplashScreen.preventAutoHideAsync().catch(() => undefined)
void begin()

export const unstable_settings = { initialRouteName: '(tabs)' }

export function ErrorBoundary({ error, retry }: ErrorBoundaryProps) {
  return (
    <ThemeProvider colour={null}>
      <Broken error={error} again={() => void retry()} />
    </ThemeProvider>
  )
}

export default function Layout() {
  const ready = useStore(begun)
  const session = useSession()
  useEffect(() => {
    if (ready) void SplashScreen.hideAsync().catch(() => undefined)
  }, [ready])
  return (
    <SafeAreaProvider>
      <ThemeProvider colour={session.kind === 'in' ? session.person.colour : null}>
        {ready && session.kind !== 'starting' ? <Screens /> : <Waiting />}
      </ThemeProvider>
    </SafeAreaProvider>
  )
}

function Screens() {
  const theme = useTheme()
  const session = useSession()
  const signing = usePathname() === '/sign-in'
  return (
    <View style={{ flex: 1, backgroundColor: theme.paper }}>
      <StatusBar barStyle={theme.scheme === 'dark' ? 'light-content' : 'dark-content'} />
      {session.kind === 'in' ? (
        <Signed key={`${session.person.tenantId} ${session.person.userId}`} person={session.person}>
          <StatusStrip hidden={signing}>
            <Stack screenOptions={{ headerShown: false, animation: 'none', contentStyle: { backgroundColor: theme.paper } }} />
          </StatusStrip>
          {signing && !session.expired && <SignedIn />}
          <Arrivals />
          <Toasts />
        </Signed>
      ) : (
        // In place of the screen that somebody wants to see, whose address stays: it opens as soon as one has signed in.
        <SignIn />
      )}
    </View>
  )
}

/** Somebody has signed in again: they go on with what they were at. */
function SignedIn() {
  useEffect(() => (router.canGoBack() ? router.back() : router.replace('/')), [])
  return null
}
