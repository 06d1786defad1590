/** The start of those who only ask. */
export { default as RequestsScreen } from './RequestsScreen'
