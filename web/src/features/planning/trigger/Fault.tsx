import { get, useFormContext } from 'react-hook-form'

/** What is wrong with a part of the form that is more than one field. */
export function Fault({ name }: { name: string }) {
  const { formState } = useFormContext()
  const message = (get(formState.errors, name) as { message?: unknown } | undefined)?.message
  if (typeof message !== 'string') return null
  return (
    <p role="alert" className="mt-1 text-sm text-bad">
      {message}
    </p>
  )
}
