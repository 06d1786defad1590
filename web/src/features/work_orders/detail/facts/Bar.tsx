import clsx from 'clsx'

/** What was used of what was planned. Past the plan it says so by its colour and its words. */
export function Bar({ share, label }: { share: number; label: string }) {
  return (
    <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(Math.min(share, 100))} className="mt-1 h-1.5 overflow-hidden rounded-sm bg-quiet-soft">
      <div className={clsx('h-full', share > 100 ? 'bg-bad' : 'bg-accent')} style={{ width: `${Math.min(share, 100)}%` }} />
    </div>
  )
}
