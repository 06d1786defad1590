import type { WorkOrderRow } from '@fettle/client'
import { createContext, useContext } from 'react'

const Context = createContext<ReadonlyMap<string, WorkOrderRow>>(new Map())

/** The work orders of what is shown: columns and heads of groups are made once and find here what arrives later. */
export const WorkOrders = Context.Provider
export const useWorkOrder = (id: string): WorkOrderRow | undefined => useContext(Context).get(id)
