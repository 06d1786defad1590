export { FilterBar, SearchBox } from './FilterBar'
export { cleaned, type FilterDef, type Filters, keysOf, picked, useFilters } from './filters'
