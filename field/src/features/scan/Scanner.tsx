import { type BarcodeType, CameraView, useCameraPermissions } from 'expo-camera'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppState, Linking, Platform, View } from 'react-native'
import { useTheme } from '@/theme'
import { Button, IconButton, Text } from '@/ui'
import { hasTorch, prepareReader } from './barcodes'
import { fresh, type Seen } from './seen'

const TYPES: BarcodeType[] = ['qr', 'datamatrix', 'aztec', 'pdf417', 'code128', 'code39', 'code93', 'itf14', 'codabar', 'ean13', 'ean8', 'upc_a']

export interface ScannerProps {
  /** The camera runs only while this is so: it costs battery. */
  active: boolean
  height: number
  /** Nothing is read for now, the picture stays. */
  paused?: boolean
  onText: (text: string) => void
}

type Trouble = 'none' | 'denied' | 'broken'

/** The camera, reading QR and bar codes; or in words why there is none. */
export function Scanner({ active, height, paused = false, onText }: ScannerProps) {
  const { t } = useTranslation('fieldThings')
  const [permission, ask] = useCameraPermissions()
  const [trouble, setTrouble] = useState<Trouble>()
  const [awake, setAwake] = useState(true)
  const asked = useRef(false)
  useEffect(() => {
    const listening = AppState.addEventListener('change', (state) => setAwake(state !== 'background'))
    return () => listening.remove()
  }, [])
  useEffect(() => {
    if (!active || permission?.granted || !permission || asked.current) return
    asked.current = true
    if (permission.canAskAgain && permission.status !== 'denied') void ask().catch(() => setTrouble('none'))
  }, [active, permission, ask])
  useEffect(() => {
    if (Platform.OS === 'web' && active) void CameraView.isAvailableAsync().then((there) => setTrouble((now) => (there ? now : 'none')), () => setTrouble('none'))
  }, [active])

  if (trouble === 'none') return <Blank height={height} title={t('scan.noCamera')} help={t('scan.noCameraHelp')} />
  if (permission?.status === 'denied') {
    return (
      <Blank
        height={height}
        title={t('scan.denied')}
        help={t('scan.deniedHelp')}
        action={Platform.OS === 'web' ? undefined : <Button label={t('scan.settings')} icon="settings" onPress={() => void Linking.openSettings()} />}
      />
    )
  }
  if (trouble === 'broken') return <Blank height={height} title={t('scan.broken')} help={t('scan.brokenHelp')} action={<Button icon="rotate-ccw" label={t('scan.again')} onPress={() => setTrouble(undefined)} />} />
  if (!active || !awake || !permission?.granted) return <Blank height={height} title={active ? t('scan.starting') : ''} />
  return <Running height={height} paused={paused} onText={onText} onBroken={() => setTrouble('broken')} />
}

function Running({ height, paused, onText, onBroken }: { height: number; paused: boolean; onText: (text: string) => void; onBroken: () => void }) {
  const theme = useTheme()
  const { t } = useTranslation('fieldThings')
  const [ready, setReady] = useState(false)
  const [torch, setTorch] = useState<boolean>()
  const seen = useRef<Seen>(undefined)
  // In browsers the camera keeps the first function that it was given.
  const told = useRef(onText)
  told.current = onText
  useEffect(() => {
    let over = false
    prepareReader().then(() => !over && setReady(true), () => !over && onBroken())
    return () => {
      over = true
    }
    // Once.
  }, [])
  useEffect(() => {
    // What is still before the camera after a look at it is not read again.
    if (!paused && seen.current) seen.current = { ...seen.current, at: Date.now() }
  }, [paused])
  const scanned = useRef(({ data }: { data: string }) => {
    const now = { text: data, at: Date.now() }
    const isNew = fresh(seen.current, now)
    seen.current = now
    if (isNew && data) told.current(data)
  })
  return (
    <View style={{ height, borderRadius: 12, overflow: 'hidden', backgroundColor: theme.sunken }}>
      <CameraView
        style={{ flex: 1 }}
        facing="back"
        enableTorch={torch === true}
        barcodeScannerSettings={{ barcodeTypes: TYPES }}
        onBarcodeScanned={ready && !paused ? scanned.current : undefined}
        onCameraReady={() => setTimeout(() => void hasTorch().then((there) => setTorch((now) => (there ? (now ?? false) : undefined))), 400)}
        onMountError={onBroken}
      />
      <Frame />
      <View style={{ position: 'absolute', left: 8, right: 8, bottom: 8, flexDirection: 'row', alignItems: 'center', justifyContent: 'space-between', pointerEvents: 'box-none' }}>
        <View style={{ backgroundColor: theme.raised, borderRadius: 8, paddingHorizontal: 10, paddingVertical: 4, flexShrink: 1 }}>
          <Text size="sm">{t('scan.aim')}</Text>
        </View>
        {torch !== undefined && (
          <View style={{ backgroundColor: theme.raised, borderRadius: 24 }}>
            <IconButton icon="flashlight" label={t('scan.torch')} pressed={torch} onPress={() => setTorch(!torch)} />
          </View>
        )}
      </View>
    </View>
  )
}

/** Where to hold the code. */
function Frame() {
  return (
    <View aria-hidden style={{ position: 'absolute', top: 0, left: 0, right: 0, bottom: 0, alignItems: 'center', justifyContent: 'center', pointerEvents: 'none' }}>
      <View style={{ width: '62%', maxWidth: 260, aspectRatio: 1.25, borderWidth: 3, borderColor: 'rgba(255, 255, 255, 0.95)', borderRadius: 18 }} />
    </View>
  )
}

function Blank({ height, title, help, action }: { height: number; title: string; help?: string; action?: ReactNode }) {
  const theme = useTheme()
  return (
    <View
      role="status"
      style={{
        minHeight: help ? undefined : height, padding: 16, gap: 8, alignItems: 'center', justifyContent: 'center', borderRadius: 12, backgroundColor: theme.sunken,
        borderWidth: 1, borderColor: theme.line,
      }}
    >
      <Text bold align="center">
        {title}
      </Text>
      {help ? (
        <Text size="sm" tone="muted" align="center">
          {help}
        </Text>
      ) : null}
      {action}
    </View>
  )
}
