import { type PointerEvent, useState } from 'react';
import './layer.css';
import { boxOf, isMeant, type Shape, type Tool } from './layer.ts';

interface DrawingProps {
  /** The picture's own size: what lies over it has its proportions. */
  width: number;
  height: number;
  shapes: readonly Shape[];
  /** What a drag draws; null looks only. */
  tool: Tool | null;
  onDraw(shape: Shape): void;
}

/** The layer over a photo. A finger draws on it; the list beside it does the same by keyboard. */
export function Drawing({ width, height, shapes, tool, onDraw }: DrawingProps) {
  const [begun, setBegun] = useState<Shape | null>(null);
  const thick = Math.max(width, height) / 200;

  function at(event: PointerEvent<SVGSVGElement>): { x: number; y: number } {
    const box = event.currentTarget.getBoundingClientRect();
    const within = (value: number) => Math.min(1, Math.max(0, value));
    return { x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) };
  }

  function end(): void {
    if (begun !== null && isMeant(begun)) onDraw(begun);
    setBegun(null);
  }

  const drawn = [...shapes, ...(begun === null ? [] : [begun])];
  const pathOf = (kind: Tool) =>
    drawn
      .filter((shape) => shape.kind === kind)
      .map((shape) => outline(shape, width, height, thick * 6))
      .join('');

  return (
    <svg
      className={tool === null ? 'photo-layer' : 'photo-layer drawing'}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden
      onPointerDown={(event) => {
        if (tool === null) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const point = at(event);
        setBegun({ kind: tool, from: point, to: point });
      }}
      onPointerMove={(event) => begun !== null && setBegun({ ...begun, to: at(event) })}
      onPointerUp={end}
      onPointerCancel={() => setBegun(null)}
    >
      <path d={pathOf('HIDE')} fill="#000" />
      <path d={`${pathOf('BOX')}${pathOf('ARROW')}`} fill="none" stroke="#e02020" strokeWidth={thick} strokeLinecap="round" />
    </svg>
  );
}

/** A shape's outline, in the picture's own pixels. */
function outline(shape: Shape, width: number, height: number, head: number): string {
  const { kind, from, to } = shape;
  switch (kind) {
    case 'HIDE':
    case 'BOX': {
      const box = boxOf(shape);
      return `M${box.x * width} ${box.y * height}h${box.width * width}v${box.height * height}h${-box.width * width}z`;
    }
    case 'ARROW':
      return arrowPath(from.x * width, from.y * height, to.x * width, to.y * height, head);
    default:
      return kind satisfies never;
  }
}

/** A line and two strokes back from its point. */
function arrowPath(ax: number, ay: number, bx: number, by: number, length: number): string {
  const angle = Math.atan2(by - ay, bx - ax);
  const back = (turn: number) => `M${bx} ${by}L${bx - length * Math.cos(angle + turn)} ${by - length * Math.sin(angle + turn)}`;
  return `M${ax} ${ay}L${bx} ${by}${back(Math.PI / 7)}${back(-Math.PI / 7)}`;
}
