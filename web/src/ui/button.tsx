import clsx from 'clsx'
import { LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-edge bg-raised text-ink hover:bg-hover',
  quiet: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'border border-bad text-bad hover:bg-bad-soft',
} as const

export type ButtonLook = keyof typeof LOOKS

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors ' +
  'disabled:opacity-60 disabled:cursor-not-allowed aria-disabled:opacity-60'

interface Props extends ComponentProps<'button'> {
  look?: ButtonLook
  size?: 'sm' | 'md'
  icon?: LucideIcon
  busy?: boolean
}

export function buttonClass(look: ButtonLook = 'plain', size: 'sm' | 'md' = 'md'): string {
  return clsx(BASE, LOOKS[look], size === 'sm' ? 'h-7 px-2 text-sm pointer-coarse:h-10' : 'h-8 px-3 pointer-coarse:h-11')
}

/** A button with words. One `primary` on a screen: the next thing to do. */
export function Button({ look, size, icon: Icon, busy, className, children, disabled, ...rest }: Props) {
  const Shown = busy ? LoaderCircle : Icon
  return (
    <button type="button" className={clsx(buttonClass(look, size), className)} disabled={disabled || busy} {...rest}>
      {Shown && <Shown aria-hidden className={clsx('size-4', busy && 'animate-spin')} />}
      {children}
    </button>
  )
}

interface IconProps extends Omit<Props, 'children'> {
  /** What it does, for screen readers and as a tooltip. */
  label: string
  icon: LucideIcon
}

/** A button that is only a picture. */
export function IconButton({ label, icon: Icon, look = 'quiet', size = 'md', className, busy, ...rest }: IconProps) {
  const Shown = busy ? LoaderCircle : Icon
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={clsx(
        BASE,
        LOOKS[look],
        size === 'sm' ? 'size-7 pointer-coarse:size-10' : 'size-8 pointer-coarse:size-11',
        className,
      )}
      {...rest}
    >
      <Shown aria-hidden className={clsx('size-4', busy && 'animate-spin')} />
    </button>
  )
}
