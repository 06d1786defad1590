import { useFormContext } from 'react-hook-form'
import type { Choice } from '@/ui/form'

/** Several of a few; none means all. */
export function Checks({ name, label, options }: { name: string; label: string; options: Choice[] }) {
  const { register } = useFormContext()
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{label}</legend>
      <div className="flex flex-wrap gap-x-4">
        {options.map(({ value, label: words }) => (
          <label key={value} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input type="checkbox" value={value} className="size-4 accent-(--accent)" {...register(name)} />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
