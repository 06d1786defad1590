import { useMemo } from 'react'
import { qrOf } from './encode'

/** An address as a QR code, dark on light in every theme, with the quiet margin that readers need. */
export function Qr({ text, label, className }: { text: string; label: string; className?: string }) {
  const path = useMemo(() => {
    const grid = qrOf(text)
    if (!grid) return undefined
    const modules = grid.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4},${y + 4}h1v1h-1z` : '')))
    return { d: modules.join(''), size: grid.length + 8 }
  }, [text])
  if (!path) return null
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${path.size} ${path.size}`} shapeRendering="crispEdges" className={className}>
      <rect width={path.size} height={path.size} fill="white" />
      <path d={path.d} fill="black" />
    </svg>
  )
}
