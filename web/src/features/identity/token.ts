/** The token that a mail's link carries behind the `#`, where no server and no log sees it. */
export function tokenInAddress(hash = location.hash): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? undefined
}
