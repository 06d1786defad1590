import type { WorkOrderBody, WorkOrderDetail } from '@fettle/client'

/** The same work once more: what is to be done and where, without what belongs to this time (people, dates, log, state). Pure. */
export function copyOf(workOrder: WorkOrderDetail): WorkOrderBody {
  const { title, description, priority, kind, siteId, locationId, assetIds, crewId, estimatedHours, estimatedCost, glCodeId, latitude, longitude, custom, tagIds, plannedMaterials } = workOrder
  return {
    title, description, siteId, locationId, crewId, estimatedHours, glCodeId, latitude, longitude,
    priority: priority ?? null,
    kind: kind ?? null,
    assetIds: assetIds ?? [],
    tagIds: tagIds ?? [],
    custom: custom ?? {},
    plannedMaterials: (plannedMaterials ?? []).map(({ quantity, ...material }) => ({ ...material, ...(quantity && { quantity: Number(quantity) }) })),
    ...(estimatedCost && { estimatedCost }),
    tasks: (workOrder.tasks ?? []).map(({ title: name, taskCodeId, assetId, instructions, required, estimatedHours: hours }) => ({
      title: name, taskCodeId, assetId, instructions, required: required ?? true, estimatedHours: hours,
    })),
  }
}
