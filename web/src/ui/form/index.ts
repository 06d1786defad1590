export { CheckField, type Choice, DateField, DateTimeField, Field, MoneyField, NumberField, RecordField, SelectField, TextArea, TextField } from './fields'
export { Form, FormActions } from './Form'
export { changedOf, type RecordForm, useRecordForm } from './useRecordForm'
