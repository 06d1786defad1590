/**
 * Where a browser has no reader of bar codes of its own, expo-camera loads one, and that would fetch its WebAssembly from a stranger's server.
 * It is told here to take the one that came with the app, which works without a network too.
 */
import wasm from 'zxing-wasm/reader/zxing_reader.wasm'

const address = (): string => (typeof wasm === 'string' ? wasm : (wasm as { uri: string }).uri)

let prepared: Promise<void> | undefined

export function prepareReader(): Promise<void> {
  if ('BarcodeDetector' in globalThis) return Promise.resolve()
  prepared ??= import('barcode-detector/ponyfill').then(({ prepareZXingModule }) => {
    prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? address() : prefix + path) } })
  })
  return prepared
}

/** Only the running camera knows, and not at once. */
export async function hasTorch(): Promise<boolean> {
  const stream = [...document.querySelectorAll('video')].map(({ srcObject }) => srcObject).find((source) => source instanceof MediaStream)
  const capabilities = stream?.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined
  return capabilities?.torch === true
}
