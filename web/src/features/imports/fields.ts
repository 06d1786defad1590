/** What an import can fill in, by kind of record; as the API's mappings know it. */
import type { Entity } from '@fettle/client'

export type Read = 'text' | 'number' | 'date' | 'flag'

export interface Field {
  read: Read
  required?: true
  /** The closed set of its values. */
  choices?: readonly string[]
  /** It names another record, which can be made when there is none. */
  finds?: true
  /** The named record must be there already. */
  there?: true
  /** What columns that mean it are called elsewhere, in lower case. */
  called?: readonly string[]
}

const text = (...called: string[]): Field => ({ read: 'text', called })
const date = (...called: string[]): Field => ({ read: 'date', called })
const number = (...called: string[]): Field => ({ read: 'number', called })
const other = (...called: string[]): Field => ({ read: 'text', finds: true, called })
const there = (...called: string[]): Field => ({ read: 'text', there: true, called })
const must = (field: Field): Field => ({ ...field, required: true })
const oneOf = (choices: readonly string[], ...called: string[]): Field => ({ read: 'text', choices, called })

export const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
const STATUSES = ['new', 'approved', 'in_progress', 'on_hold', 'complete', 'closed', 'cancelled', 'skipped'] as const
const KINDS = ['corrective', 'preventive', 'inspection', 'project', 'contract', 'request'] as const
const LINE_KINDS = ['labour', 'material', 'equipment', 'contract', 'other'] as const

const PLACE = { latitude: number('latitude', 'lat', 'y'), longitude: number('longitude', 'lon', 'lng', 'long', 'x') }
const TITLE = text('title', 'case_title', 'subject', 'summary', 'short text', 'shorttext', 'original short text', 'name', 'what')
const PROSE = text('description', 'details', 'comments', 'notes', 'long text')

export const FIELDS: Record<Entity, Record<string, Field>> = {
  work_order: {
    title: must(TITLE), description: PROSE,
    status: must(oneOf(STATUSES, 'status', 'case_status', 'state')), priority: oneOf(PRIORITIES, 'priority', 'urgency'), kind: oneOf(KINDS, 'kind', 'type', 'pm type', 'work type'),
    reportedAt: must(date('reported', 'reported at', 'created', 'created at', 'open date', 'open dt', 'opened', 'start date', 'bsc start date', 'date')),
    scheduledStart: date('scheduled', 'scheduled start', 'planned start'), dueAt: date('due', 'due date', 'target', 'target date', 'target dt', 'deadline'),
    startedAt: date('started', 'actual start'), completedAt: date('completed', 'completed at', 'finished', 'closed dt', 'end date'), closedAt: date('closed', 'closed at', 'closed dt', 'closed date'),
    reference: text('reference', 'id', 'number', 'no', 'wo', 'work order', 'case_enquiry_id', 'case id'), statusNote: text('status note', 'closure reason', 'resolution'),
    site: other('site', 'park', 'facility', 'campus', 'neighborhood', 'neighbourhood'), crew: other('crew', 'queue', 'team', 'group', 'department'),
    taskCode: other('task code', 'task', 'job code'), glCode: other('gl code', 'gl', 'account'),
    problemCode: other('problem code', 'problem', 'failure mode', 'fm'), causeCode: other('cause code', 'cause', 'major system'), remedyCode: other('remedy code', 'remedy', 'action'),
    estimatedHours: number('estimated hours', 'estimate'), ...PLACE,
    asset: other('asset', 'asset number', 'equipment', 'equipment number', 'unit'), assetName: text('asset name', 'equipment name'), assetType: other('asset type'), assetCategory: other('asset category'),
    cost: number('cost', 'total cost', 'amount', 'price'), logKind: oneOf(LINE_KINDS, 'cost kind'), logDate: date('cost date'), logItem: text('cost item'), logNote: text('cost note'), hours: number('hours', 'labor hours', 'labour hours'),
    withRequest: { read: 'flag', called: ['with request'] },
  },
  work_request: {
    title: must(TITLE), description: PROSE, status: oneOf(['new', 'approved', 'declined'], 'status', 'state'), priority: oneOf(PRIORITIES, 'priority', 'urgency'),
    reportedAt: must(date('reported', 'reported at', 'created', 'created at', 'open dt', 'open date', 'date')), reference: text('reference', 'id', 'number', 'case id'), site: other('site', 'park', 'facility'),
    requesterName: text('requester', 'requester name', 'reported by', 'name of requester'), requesterEmail: text('requester email', 'email', 'e-mail'), requesterPhone: text('requester phone', 'phone'),
    decidedAt: date('decided', 'decided at'), decisionNote: text('decision note', 'answer'), ...PLACE,
  },
  asset: {
    number: must(text('number', 'asset number', 'id', 'tag', 'code', 'asset')), name: must(text('name', 'asset name', 'title', 'description')), assetType: must(other('asset type', 'type', 'class')),
    description: PROSE, assetCategory: other('asset category', 'category'), site: other('site', 'park', 'facility'), manufacturer: text('manufacturer', 'make', 'brand'), model: text('model'),
    serialNumber: text('serial number', 'serial', 'sn'), purchasedOn: date('purchased', 'purchase date', 'purchased on'), installedOn: date('installed', 'install date', 'installed on', 'commissioned'), ...PLACE,
  },
  site: { name: must(text('name', 'site', 'park', 'facility', 'title')), ...PLACE },
  location: {
    site: must(other('site', 'park', 'facility')), name: must(text('name', 'location', 'room', 'title')), parent: other('parent', 'building', 'within', 'floor'),
    kind: oneOf(['building', 'floor', 'room', 'area'], 'kind', 'type'),
  },
  staff: {
    name: must(text('name', 'full name', 'employee', 'person')), number: text('number', 'employee number', 'employee id', 'id'), trade: text('trade', 'craft', 'job title', 'position'),
    email: text('email', 'e-mail', 'mail'), phone: text('phone', 'telephone', 'mobile'), crew: other('crew', 'team', 'group'), hourlyRate: number('hourly rate', 'rate', 'wage'), rateFrom: date('rate from', 'since', 'valid from'),
  },
  meter_reading: {
    asset: must(there('asset', 'asset number', 'equipment', 'unit')), meter: must(text('meter', 'counter', 'gauge', 'reading type')), readAt: must(date('read at', 'date', 'reading date', 'timestamp', 'time')),
    value: must(number('value', 'reading', 'hours', 'km', 'miles')), note: text('note', 'comment', 'remarks'),
  },
  log_entry: {
    workOrder: must(there('work order', 'wo', 'work order number', 'reference', 'order')), performedOn: must(date('performed on', 'date', 'work date', 'posting date')),
    kind: oneOf(LINE_KINDS, 'kind', 'type', 'cost type'), staff: other('staff', 'employee', 'person', 'name'), hours: number('hours', 'labor hours', 'labour hours'), quantity: number('quantity', 'qty'), unit: text('unit', 'uom'),
    unitCost: number('unit cost', 'unit price', 'rate'), amount: number('amount', 'total', 'cost'), item: text('item', 'material', 'part'), vendor: text('vendor', 'supplier', 'contractor'), asset: there('asset', 'asset number'),
    equipment: there('equipment', 'vehicle'), taskCode: other('task code', 'task'), glCode: other('gl code', 'gl', 'account'), note: text('note', 'comment', 'description'),
  },
  task_code: { code: must(text('code', 'task code', 'id')), name: text('name', 'description', 'title') },
  gl_code: { code: must(text('code', 'gl code', 'account', 'number')), name: text('name', 'description', 'title') },
}

export const ENTITIES = Object.keys(FIELDS) as Entity[]
/** Kinds of records that have custom fields, as custom fields call them; filled as `custom.<key>`. */
export const CUSTOM: Partial<Record<Entity, 'work_order' | 'work_request' | 'asset' | 'staff'>> = { work_order: 'work_order', work_request: 'work_request', asset: 'asset', staff: 'staff' }
export const COMMON_WORDS: Record<string, string> = { priority: 'priority', status: 'status', kind: 'kind', logKind: 'lineKind' }
