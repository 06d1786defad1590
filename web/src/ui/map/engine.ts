/** The map's own code, in a chunk that only screens with a map load. */
import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { Map as Engine, Marker, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { Bounds } from './clusters'
import { graticule } from './graticule'

export { type Engine, Marker }

setWorkerUrl(workerUrl)

/** A colour of the tokens as the map wants it. */
function colour(name: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const found = getComputedStyle(probe).color
  probe.remove()
  return found
}

const lines = (bounds: Bounds) => ({ type: 'Feature' as const, properties: {}, geometry: graticule(bounds) })
const WORLD: Bounds = { west: -180, south: -85, east: 180, north: 85 }

/** A map without tiles: a quiet ground and a few lines, in the colours of the theme. Throws where the browser cannot draw it. */
export function makeMap(container: HTMLElement, label: string): Engine {
  const map = new Engine({
    container,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 19,
    minZoom: 1,
    renderWorldCopies: false,
    locale: { 'Map.Title': label },
    style: {
      version: 8,
      sources: { graticule: { type: 'geojson', data: lines(WORLD) } },
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': colour('--sunken') } },
        { id: 'graticule', type: 'line', source: 'graticule', paint: { 'line-color': colour('--line'), 'line-width': 1 } },
      ],
    },
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new ScaleControl({ unit: navigator.language === 'en-US' ? 'imperial' : 'metric' }), 'bottom-left')
  const redraw = () => {
    const source = map.getSource('graticule') as { setData?: (data: unknown) => void } | undefined
    source?.setData?.(lines(boundsSeen(map)))
  }
  map.on('load', redraw)
  map.on('moveend', redraw)
  return map
}

/** Take the theme's colours anew. */
export function recolour(map: Engine): void {
  if (!map.getLayer('ground')) return
  map.setPaintProperty('ground', 'background-color', colour('--sunken'))
  map.setPaintProperty('graticule', 'line-color', colour('--line'))
}

export function boundsSeen(map: Engine): Bounds {
  const bounds = map.getBounds()
  return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() }
}
