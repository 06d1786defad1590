// Made by `npm run generate -w field`; not edited by hand.

/** What each table holds, beside `id`. Instants are milliseconds since 1970, days and ids text, JSON is text. */
export interface Columns {
  sites: {
    name: string
    code: string | null
    address: string | null
    time_zone: string | null
    latitude: number | null
    longitude: number | null
    codes: string | null
  }
  locations: {
    site_id: string | null
    parent_id: string | null
    name: string
    kind: string
    codes: string | null
  }
  asset_types: {
    code: string
    name: string
    active: boolean
  }
  custom_fields: {
    entity: string
    key: string
    label: string
    type: string
    options: string | null
    subtype_id: string | null
    position: number
  }
  assets: {
    name: string
    number: string | null
    description: string | null
    parent_id: string | null
    site_id: string | null
    location_id: string | null
    asset_type_id: string | null
    status: string
    criticality: string
    condition: string | null
    manufacturer: string | null
    model: string | null
    serial_number: string | null
    warranty_until: string | null
    latitude: number | null
    longitude: number | null
    custom: string | null
    codes: string | null
    updated_at: number
  }
  meters: {
    asset_id: string | null
    name: string
    unit: string
    kind: string
    rolls_over_at: number | null
    most_per_day: number | null
    lowest: number | null
    highest: number | null
    last_value: number | null
    last_read_at: number | null
  }
  meter_readings: {
    meter_id: string
    read_at: number
    value: number
    note: string | null
    source: string | null
    created_at: number
    created_by: string | null
  }
  staff: {
    name: string
    number: string | null
    trade: string | null
    user_id: string | null
    active: boolean
  }
  crews: {
    name: string
    lead_id: string | null
    member_ids: string | null
    active: boolean
  }
  task_codes: {
    code: string
    name: string
    active: boolean
    instructions: string | null
    standard_hours: number | null
    gl_code_id: string | null
  }
  failure_codes: {
    kind: string
    code: string
    name: string
    active: boolean
  }
  gl_codes: {
    code: string
    name: string
    active: boolean
  }
  reasons: {
    kind: string
    code: string
    name: string
    active: boolean
  }
  work_orders: {
    number: number | null
    reference: string | null
    title: string
    description: string | null
    status: string
    priority: string
    kind: string
    site_id: string | null
    location_id: string | null
    assignee_id: string | null
    crew_id: string | null
    requested_by_id: string | null
    scheduled_start: number | null
    scheduled_end: number | null
    due_at: number | null
    reported_at: number | null
    started_at: number | null
    completed_at: number | null
    completed_by_id: string | null
    closed_at: number | null
    hold_reason_id: string | null
    cancel_reason_id: string | null
    status_note: string | null
    estimated_hours: number | null
    gl_code_id: string | null
    problem_code_id: string | null
    cause_code_id: string | null
    remedy_code_id: string | null
    follow_up_of_id: string | null
    plan_id: string | null
    occurrence_id: string | null
    latitude: number | null
    longitude: number | null
    custom: string | null
    planned_materials: string | null
    released: boolean
    created_at: number
    created_by: string | null
    updated_at: number
  }
  work_order_tasks: {
    work_order_id: string
    position: number
    title: string
    task_code_id: string | null
    asset_id: string | null
    instructions: string | null
    required: boolean
    status: string
    result: string | null
    estimated_hours: number | null
    answered_at: number | null
    answered_by_id: string | null
  }
  work_order_assets: {
    work_order_id: string
    asset_id: string
    position: number
  }
  log_entries: {
    work_order_id: string
    performed_on: string
    staff_id: string | null
    note: string | null
    reverses_id: string | null
    reason_id: string | null
    created_at: number
    created_by: string | null
  }
  log_lines: {
    log_entry_id: string
    work_order_id: string
    position: number
    kind: string
    quantity: number
    unit: string | null
    staff_id: string | null
    equipment_asset_id: string | null
    item: string | null
    vendor: string | null
    asset_id: string | null
    task_code_id: string | null
    gl_code_id: string | null
    unit_cost: string | null
    amount: string | null
  }
  comments: {
    work_order_id: string | null
    work_request_id: string | null
    parent_id: string | null
    body: string
    mentions: string | null
    public: boolean
    author_name: string | null
    created_at: number
    created_by: string | null
    updated_at: number
  }
  work_requests: {
    number: number | null
    title: string
    description: string | null
    status: string
    priority: string
    site_id: string | null
    location_id: string | null
    asset_id: string | null
    requested_by_id: string | null
    reported_at: number | null
    latitude: number | null
    longitude: number | null
    decision_note: string | null
    work_order_id: string | null
    place_code: string | null
    place_name: string | null
    created_at: number
    created_by: string | null
  }
  attachments: {
    subject: string
    subject_id: string
    role: string
    name: string
    caption: string | null
    state: string
    preview: string
    media_type: string
    size_bytes: number
    width: number | null
    height: number | null
    taken_at: number | null
    paired_with_id: string | null
    created_at: number
    created_by: string | null
  }
  notifications: {
    kind: string
    title: string
    body: string
    subject: string
    subject_id: string | null
    urgent: boolean
    read_at: number | null
    acknowledged_at: number | null
    created_at: number
  }
  sync_conflicts: {
    collection: string
    record_id: string
    field: string | null
    client_value: string | null
    server_value: string | null
    reason: string
    message: string
    device_id: string | null
    created_at: number
  }
  drafts: {
    key: string
    kind: string
    subject: string | null
    value: string
    updated_at: number
  }
  photos: {
    subject: string
    subject_id: string
    role: string | null
    caption: string | null
    name: string
    media_type: string
    size: number
    width: number | null
    height: number | null
    bytes: string
    state: string
    sent: number
    upload: string | null
    attachment_id: string | null
    tries: number
    error: string | null
    next_try_at: number | null
    taken_at: number
    updated_at: number
  }
  settings: {
    value: string
  }
}

export type Table = keyof Columns
