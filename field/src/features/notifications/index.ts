export { Absent } from './Absent'
export { PushCard } from './PushCard'
export { useUnread } from './unread'
