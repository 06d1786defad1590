import { Tabs } from 'expo-router'
import { useConflictCount } from '@/conflicts'
import { useUnread } from '@/features/notifications'
import { TabBar } from '@/frame/TabBar'
import { useTheme } from '@/theme'

export default function TabsLayout() {
  const theme = useTheme()
  return (
    <Tabs tabBar={() => <CountedTabBar />} screenOptions={{ headerShown: false, sceneStyle: { backgroundColor: theme.paper } }}>
      <Tabs.Screen name="index" />
      <Tabs.Screen name="scan" />
      <Tabs.Screen name="quick" />
      <Tabs.Screen name="notifications" />
      <Tabs.Screen name="me" />
    </Tabs>
  )
}

/** With what is new, and what the office has not taken. */
const CountedTabBar = () => <TabBar counts={{ notifications: useUnread(), me: useConflictCount() }} />
