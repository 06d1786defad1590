import { Redirect, useLocalSearchParams } from 'expo-router'

/** The address of a label within the app: as if it had been scanned. */
export default function LabelScreen() {
  const { code } = useLocalSearchParams<{ code: string }>()
  return <Redirect href={`/scan?code=${encodeURIComponent(code)}` as never} />
}
