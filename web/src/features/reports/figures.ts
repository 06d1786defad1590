/** The figures that can be looked at: what each shows, by what it can be cut, and what it needs. */

export const STEPS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Step = (typeof STEPS)[number]
export type Unit = 'count' | 'percent' | 'days' | 'hours' | 'money'
export type FilterKind = 'work' | 'assets' | 'logs'

/** By what work orders can be grouped; a custom field is `custom.<key>`. */
export const WORK_DIMENSIONS = [
  'site', 'crew', 'assignee', 'asset', 'assetType', 'category', 'taskCode', 'kind', 'priority', 'status', 'source', 'glCode', 'problemCode',
]
const COST_DIMENSIONS = ['site', 'category', 'asset', 'assetType', 'crew', 'taskCode', 'glCode', 'kind', 'workOrderKind']

export const UNITS = {
  opened: 'count', closed: 'count', cancelled: 'count', open: 'count', hours: 'hours', cost: 'money',
  withTarget: 'count', onTime: 'count', overdue: 'count', onTimePercent: 'percent', openWithTarget: 'count', openOverdue: 'count',
  measured: 'count', median: 'days', mean: 'days', p90: 'days',
  workOrders: 'count', corrective: 'count', withoutCost: 'count',
  failures: 'count', failuresUnrepaired: 'count', mtbf: 'hours', mttr: 'hours', mttrWithoutHolds: 'hours', onHold: 'hours',
  operating: 'hours', unplannedDowntime: 'hours', plannedDowntime: 'hours', availabilityPercent: 'percent',
  due: 'count', complied: 'count', early: 'count', late: 'count', openPastWindow: 'count', compliancePercent: 'percent',
  pending: 'count', undated: 'count', skipped: 'count',
  loggedHours: 'hours', plannedHours: 'hours', plannedWorkPercent: 'percent',
  scheduled: 'count', completedInWeek: 'count', completedOtherwise: 'count', openPastWeek: 'count', dropped: 'count',
  schedulePercent: 'percent', correctiveHours: 'hours', reworkHours: 'hours', reworkPercent: 'percent',
  entries: 'count', lines: 'count', unpriced: 'count',
} as const satisfies Record<string, Unit>

export type ColumnId = keyof typeof UNITS

export interface Figure {
  id: string
  /** The operation of the API that answers it. */
  asks: 'work' | 'backlog' | 'series' | 'costs' | 'reliability' | 'compliance' | 'maintenance' | 'logs'
  columns: ColumnId[]
  /** The columns that the chart draws; the first also ranks the groups. */
  main: ColumnId[]
  dimensions: string[]
  steps: readonly Step[]
  filters: FilterKind
  /** What puts work into a period can be chosen. */
  basis?: true
  /** A figure of one moment instead of a period. */
  moment?: true
  /** The API needs both ends of the period. */
  bounded?: true
  /** It always comes in groups. */
  grouped?: true
  permission?: string
  /** Formulas with the number of the metric in the SMRP's book. */
  smrp?: string
}

const ofWork = { asks: 'work', dimensions: WORK_DIMENSIONS, steps: STEPS, filters: 'work', basis: true } as const
const ofAssets = { asks: 'reliability', dimensions: ['asset'] as string[], steps: [] as Step[], filters: 'assets', bounded: true, grouped: true } as const
const ofMaintenance = { asks: 'maintenance', dimensions: [] as string[], steps: STEPS, filters: 'work' } as const

export const GROUPS: ReadonlyArray<{ key: string; figures: Figure[] }> = [
  {
    key: 'work',
    figures: [
      { ...ofWork, id: 'volume', columns: ['opened', 'closed', 'cancelled', 'open', 'hours', 'cost'], main: ['opened', 'closed'] },
      { ...ofWork, id: 'on-time', columns: ['onTimePercent', 'withTarget', 'onTime', 'overdue', 'openWithTarget', 'openOverdue'], main: ['onTimePercent'] },
      { ...ofWork, id: 'time-to-close', columns: ['median', 'mean', 'p90', 'measured'], main: ['median', 'p90'] },
    ],
  },
  {
    key: 'backlog',
    figures: [
      { id: 'backlog', asks: 'backlog', columns: ['open', 'overdue', 'median', 'mean', 'p90'], main: ['open', 'overdue'], dimensions: WORK_DIMENSIONS, steps: [], filters: 'work', moment: true },
      { id: 'backlog-over-time', asks: 'series', columns: ['open', 'overdue', 'opened', 'closed'], main: ['open', 'overdue'], dimensions: [], steps: STEPS, filters: 'work', bounded: true, grouped: true },
    ],
  },
  {
    key: 'money',
    figures: [
      { id: 'costs', asks: 'costs', columns: ['cost', 'workOrders', 'corrective', 'withoutCost'], main: ['cost'], dimensions: COST_DIMENSIONS, steps: STEPS, filters: 'work', permission: 'costs:read' },
    ],
  },
  {
    key: 'plans',
    figures: [
      {
        id: 'plan-compliance', asks: 'compliance', main: ['compliancePercent'], dimensions: ['plan', 'site', 'assignee'], steps: STEPS, filters: 'work', smrp: '5.4.14',
        columns: ['compliancePercent', 'due', 'complied', 'early', 'late', 'openPastWindow', 'pending', 'undated', 'cancelled', 'skipped'],
      },
      {
        ...ofMaintenance, id: 'schedule-compliance', main: ['schedulePercent'], smrp: '5.4.4',
        columns: ['schedulePercent', 'scheduled', 'completedInWeek', 'completedOtherwise', 'openPastWeek', 'pending', 'dropped'],
      },
      { ...ofMaintenance, id: 'planned-work', columns: ['plannedWorkPercent', 'plannedHours', 'loggedHours'], main: ['plannedWorkPercent'], smrp: '5.3.1' },
      { ...ofMaintenance, id: 'rework', columns: ['reworkPercent', 'reworkHours', 'correctiveHours'], main: ['reworkPercent'], smrp: '4.1' },
    ],
  },
  {
    key: 'assets',
    figures: [
      { ...ofAssets, id: 'mtbf', columns: ['mtbf', 'failures', 'operating', 'unplannedDowntime', 'plannedDowntime'], main: ['mtbf'], smrp: '3.5.1' },
      { ...ofAssets, id: 'mttr', columns: ['mttr', 'mttrWithoutHolds', 'onHold', 'failures', 'failuresUnrepaired'], main: ['mttr'], smrp: '3.5.2' },
      { ...ofAssets, id: 'availability', columns: ['availabilityPercent', 'operating', 'unplannedDowntime', 'plannedDowntime'], main: ['availabilityPercent'], smrp: '2.2' },
    ],
  },
  {
    key: 'logs',
    figures: [
      {
        id: 'logged', asks: 'logs', columns: ['hours', 'entries', 'lines', 'cost', 'unpriced'], main: ['hours'], dimensions: ['day', 'person', 'workOrder'], steps: [],
        filters: 'logs', grouped: true, permission: 'logs:read',
      },
    ],
  },
]

export const FIGURES = GROUPS.flatMap(({ figures }) => figures)
/** Columns that only people see who may see money. */
export const MONEY: ReadonlySet<ColumnId> = new Set(['cost', 'unpriced', 'withoutCost'])
