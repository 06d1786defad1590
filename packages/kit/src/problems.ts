/** One fault of a refused request: where in the body (JSON pointer, or a name for what is not in the body), and why. */
export interface Fault {
  pointer: string
  code: string
  message: string
}

/** An answer of the API that is no success: an RFC 9457 problem document, as an error to throw. */
export class Problem extends Error {
  readonly name = 'Problem'
  constructor(
    readonly status: number,
    readonly type: string,
    readonly title: string,
    readonly detail: string,
    readonly faults: readonly Fault[],
    readonly requestId: string | undefined,
  ) {
    super(detail || title)
  }
}

/** The network did not bring an answer. */
export class Unreachable extends Error {
  readonly name = 'Unreachable'
}

interface ProblemDocument {
  type?: string
  title?: string
  detail?: string
  requestId?: string
  errors?: Fault[]
}

/** Whatever a request failed with, as one of the two errors above; cancelled requests stay what they are. */
export function asProblem(error: unknown, response: Response | undefined): unknown {
  if (error instanceof Problem || error instanceof Unreachable) return error
  if (error instanceof Error && error.name === 'AbortError') return error
  if (!response) return new Unreachable(error instanceof Error ? error.message : String(error))
  const told: ProblemDocument = typeof error === 'object' && error !== null ? error : {}
  return new Problem(
    response.status,
    told.type ?? 'about:blank',
    told.title ?? `${response.status} ${response.statusText}`,
    told.detail ?? '',
    told.errors ?? [],
    told.requestId ?? response.headers.get('X-Request-Id') ?? undefined,
  )
}

export function isStatus(error: unknown, ...statuses: number[]): error is Problem {
  return error instanceof Problem && statuses.includes(error.status)
}
