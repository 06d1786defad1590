/** How screens read and write: one cache, pages that grow, and acts that say how they went. */
import {
  type InfiniteData,
  keepPreviousData,
  QueryClient,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import { tell, tellProblem } from '@/ui/toast'
import { Problem } from '@fettle/kit/problems'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => !(error instanceof Problem && error.status < 500) && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})

interface PageOf<Row> {
  data: Row[]
  nextCursor?: string | null
  hasMore?: boolean
}

export interface Pages<Row> {
  rows: Row[]
  query: UseInfiniteQueryResult<InfiniteData<PageOf<Row>>, unknown>
}

/** All pages of a list read so far as one array. `options` is one of the client's `list…InfiniteOptions(…)`. */
export function usePages<Row>(
  options: { queryKey: readonly unknown[]; queryFn?: unknown },
  more: { enabled?: boolean; keep?: boolean } = {},
): Pages<Row> {
  const query = useInfiniteQuery({
    ...(options as { queryKey: readonly unknown[]; queryFn: never }),
    initialPageParam: {} as never,
    getNextPageParam: (last: PageOf<Row>) => (last.hasMore ? (last.nextCursor as never) : undefined),
    enabled: more.enabled ?? true,
    ...((more.keep ?? true) && { placeholderData: keepPreviousData as never }),
  }) as unknown as UseInfiniteQueryResult<InfiniteData<PageOf<Row>>, unknown>
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data])
  return { rows, query }
}

/**
 * Read anew whatever shows records of these kinds. `kinds` are parts of operation names: `WorkOrder` stands for
 * `listWorkOrders`, `getWorkOrder`, `countWorkOrders` and so on.
 */
export function readAnew(client: QueryClient, kinds: readonly string[]): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey }) => {
      const operation = (queryKey[0] as { _id?: string } | undefined)?._id ?? ''
      return kinds.some((kind) => operation.includes(kind))
    },
  })
}

interface Act<Input, Output> {
  /** What to do; usually one call of the client. */
  do: (input: Input) => Promise<Output>
  /** Parts of the names of the operations whose answers may be different now. */
  touches: readonly string[]
  /** What to say when it is done; nothing when absent. */
  done?: string | ((output: Output, input: Input) => string | undefined)
  /** How to take it back, offered with the message. */
  undo?: (output: Output, input: Input) => Promise<unknown>
  then?: (output: Output, input: Input) => void
  /** Handles an error itself by returning true; otherwise a message says what happened. */
  refused?: (error: unknown, input: Input) => boolean | void
  /** Show the result before the server has answered; return how to roll it back. */
  ahead?: (input: Input, client: QueryClient) => (() => void) | void
}

/** A write: says what happened, offers to undo it, rolls back what was shown ahead, and reads anew what it touched. */
export function useAct<Input = void, Output = unknown>(act: Act<Input, Output>) {
  const client = useQueryClient()
  return useMutation<Output, unknown, Input, (() => void) | void>({
    mutationFn: act.do,
    onMutate: (input) => act.ahead?.(input, client),
    onError: (error, input, rollBack) => {
      rollBack?.()
      if (!act.refused?.(error, input)) tellProblem(error)
    },
    onSuccess: (output, input) => {
      const words = typeof act.done === 'function' ? act.done(output, input) : act.done
      const undo = act.undo
      if (words) {
        tell(
          words,
          undo && (() => undo(output, input).then(() => readAnew(client, act.touches)).catch(tellProblem)),
        )
      }
      act.then?.(output, input)
    },
    onSettled: () => readAnew(client, act.touches),
  })
}
