export { CustomFacts, CustomFields, CustomInput, CustomValue, useCustomFacts } from './CustomFields'
export { customPatch, customValues, useCustomFields, useFieldNames, type Values } from './definitions'
