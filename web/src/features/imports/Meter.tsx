/** How far something is, as a bar. */
export function Meter({ label, percent }: { label: string; percent: number }) {
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(percent)} className="h-2 overflow-hidden rounded-sm bg-quiet-soft">
      <div className="h-full bg-accent" style={{ width: `${Math.min(percent, 100)}%` }} />
    </div>
  )
}
