import { useLocation } from '@tanstack/react-router'

/** The token that a mail's link carries behind the `#`, where no server and no log sees it. */
export function useToken(): string | undefined {
  const { hash } = useLocation()
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? undefined
}
