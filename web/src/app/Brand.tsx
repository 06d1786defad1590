import { useAccount } from './account'

/** The tenant's logo, or its first letter on its colour. */
export function Brand() {
  const { tenant } = useAccount()
  return tenant.branding.logoUrl ? (
    <img src={tenant.branding.logoUrl} alt="" className="size-7 rounded-md object-contain" />
  ) : (
    <span aria-hidden className="grid size-7 shrink-0 place-items-center rounded-md bg-accent text-sm font-bold text-on-accent">
      {tenant.name[0]}
    </span>
  )
}
