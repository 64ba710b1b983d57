import { type CSSProperties, type PointerEvent, useRef, useState } from 'react';
import type { Task } from '../../schema.js';
import { scrollAtEdges } from './scrollAtEdges.js';

interface Dragged {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly dy: number;
  /** Height of the dragged row: what the others make room by. */
  readonly height: number;
}

/** Dragging a row by its handle with mouse, pen or finger. Nothing is written before it is dropped; Escape puts it back. */
export function useDrag(tasks: readonly Task[], move: (task: Task, place: number) => void) {
  const listRef = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<Dragged | null>(null);

  const start = (task: Task) => (event: PointerEvent<HTMLElement>) => {
    const from = tasks.indexOf(task);
    const rows = [...(listRef.current?.children ?? [])].map((row) => row.getBoundingClientRect());
    const own = rows[from];
    if (event.button !== 0 || !own) return;
    const handle = event.currentTarget;
    const begin = { y: event.clientY, scroll: window.scrollY };
    let pointerY = event.clientY;
    let now: Dragged = { id: task.id, from, to: from, dy: 0, height: own.height };

    const follow = () => {
      const dy = pointerY - begin.y + window.scrollY - begin.scroll;
      const middle = own.top + own.height / 2 + dy;
      const above = rows.filter((row, place) => place !== from && row.top + row.height / 2 < middle).length;
      now = { ...now, dy, to: above };
      setDragged(now);
    };
    const scrolling = scrollAtEdges(follow);
    const onMove = ({ clientY }: globalThis.PointerEvent) => {
      pointerY = clientY;
      scrolling.at(clientY);
      follow();
    };
    const end = (drop: boolean) => {
      scrolling.stop();
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('pointerup', onUp);
      handle.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKey);
      setDragged(null);
      if (drop && now.to !== from) move(task, now.to);
    };
    const onUp = () => end(true);
    const onCancel = () => end(false);
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && end(false);

    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('pointerup', onUp);
    handle.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKey);
    setDragged(now);
  };

  const styleOf = (id: string): CSSProperties | undefined => {
    if (!dragged) return undefined;
    const { from, to, dy, height } = dragged;
    if (dragged.id === id) {
      return { transform: `translateY(${dy}px)`, position: 'relative', zIndex: 1, boxShadow: '0 6px 20px #0004' };
    }
    const place = tasks.findIndex((task) => task.id === id);
    const isBetween = place >= Math.min(from, to) && place <= Math.max(from, to);
    const makesRoom = `translateY(${Math.sign(from - to) * height}px)`;
    return { transform: isBetween ? makesRoom : undefined, transition: 'transform 120ms' };
  };

  return { listRef, start, styleOf };
}
