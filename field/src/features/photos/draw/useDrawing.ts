import { useEffect, useRef, useState } from 'react'
import { type Colour, extended, type Point, type Shape, shows, type Tool } from '@/photos/drawing'
import { forgetDrawing, keepDrawing, readDrawing } from './kept'

export interface Drawing {
  shapes: readonly Shape[]
  begin(kind: Exclude<Tool, 'text'>, colour: Colour, at: Point): void
  move(at: Point): void
  end(): void
  write(text: string, colour: Colour, at: Point): void
  undo(): void
  forget(): Promise<void>
}

/** What is drawn on a picture, kept on this device until it is done. */
export function useDrawing(photo: string): Drawing {
  const [shapes, setShapes] = useState<readonly Shape[]>([])
  const [present, setPresent] = useState<Shape>()
  const read = useRef(false)
  useEffect(() => {
    void readDrawing(photo).then((kept) => {
      read.current = true
      if (kept.length) setShapes((now) => [...kept, ...now])
    })
  }, [photo])
  useEffect(() => {
    if (read.current) void keepDrawing(photo, shapes)
  }, [photo, shapes])
  return {
    shapes: present ? [...shapes, present] : shapes,
    begin: (kind, colour, at) => setPresent({ kind, colour, points: [at] }),
    move: (at) => setPresent((now) => now && extended(now, at)),
    end() {
      if (present && shows(present)) setShapes([...shapes, present])
      setPresent(undefined)
    },
    write: (text, colour, at) => setShapes([...shapes, { kind: 'text', colour, text: text.trim(), points: [at] }]),
    undo: () => setShapes(shapes.slice(0, -1)),
    async forget() {
      read.current = false
      await forgetDrawing(photo)
    },
  }
}
