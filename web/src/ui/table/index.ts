export { type Column, type ColumnChoice, useColumns } from './columns'
export { ColumnMenu } from './ColumnMenu'
export { DataTable } from './DataTable'
