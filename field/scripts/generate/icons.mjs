/** The shapes of the icons that the app uses, out of Lucide (ISC licence). */
import { readFileSync } from 'node:fs'

const NAMES = [
  'triangle-alert', 'arrow-left', 'arrow-up-down', 'at-sign', 'ban', 'bell', 'box', 'briefcase', 'building-2', 'calendar', 'camera', 'check', 'check-check', 'chevron-down',
  'chevron-left', 'chevron-right', 'chevron-up', 'circle', 'circle-check', 'circle-dot', 'circle-question-mark', 'circle-user', 'circle-x', 'clipboard-list', 'clock',
  'cloud-off', 'cloud-upload', 'columns-2', 'copy', 'download', 'ellipsis', 'external-link', 'eye', 'eye-off', 'file-text', 'filter', 'flag', 'flashlight', 'gauge', 'hammer',
  'history', 'image', 'image-plus', 'info', 'languages', 'link', 'list-checks', 'lock', 'log-out', 'mail', 'map-pin', 'maximize-2', 'message-square', 'minus',
  'moon', 'move-up-right', 'navigation', 'package', 'paperclip', 'pause', 'pencil', 'play', 'plus', 'qr-code', 'refresh-cw', 'reply', 'rotate-ccw', 'scan-line', 'search', 'send',
  'settings', 'share-2', 'skip-forward', 'sliders-horizontal', 'square', 'sun', 'tag', 'timer', 'trash-2', 'truck', 'type', 'undo-2', 'upload', 'user', 'users',
  'wifi-off', 'wrench', 'x', 'zap',
]

const folder = new URL('../../../node_modules/lucide-react/dist/esm/icons/', import.meta.url)

/** The module of an icon; an older name only points at the newer one. */
function shapesOf(name) {
  const newer = /export \{ default \} from '\.\/([\w-]+)\.mjs'/.exec(readFileSync(new URL(`${name}.mjs`, folder), 'utf8'))
  return newer ? shapesOf(newer[1]) : import(new URL(`${name}.mjs`, folder).href)
}

export async function icons() {
  const lines = []
  for (const name of NAMES) {
    const node = (await shapesOf(name)).__iconData.node
    const shapes = node.map(([tag, { key: _key, ...attributes }]) => JSON.stringify([tag, attributes]))
    lines.push(`  '${name}': [${shapes.join(', ')}],`)
  }
  return [
    '// Shapes: Lucide, https://lucide.dev, ISC licence.',
    "export type Shape = ['path' | 'circle' | 'rect' | 'line' | 'polyline' | 'polygon' | 'ellipse', Record<string, string>]",
    '',
    'export const ICONS = {',
    ...lines,
    '} as unknown as Record<IconName, Shape[]>',
    '',
    `export type IconName =\n${NAMES.map((name) => `  | '${name}'`).join('\n')}`,
    '',
  ].join('\n')
}
