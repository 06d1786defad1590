/** Whether this device may buzz; some do not like it, and it takes a little of the battery. */
import { makeStore } from '@fettle/kit/store'
import { keep, readKept } from './kept'

const KEPT = 'haptics'
export const hapticsWanted = makeStore(true)

export function wantHaptics(wanted: boolean): void {
  hapticsWanted.set(wanted)
  void keep(KEPT, wanted ? 'on' : 'off')
}

void readKept(KEPT).then((kept) => hapticsWanted.set(kept !== 'off'), () => undefined)
