/** Logging work: what other screens show of it. */
export { LogSection, type LogSectionProps } from './entries/LogSection'
export { TimerCard } from './TimerCard'
export { Unfinished } from './Unfinished'
