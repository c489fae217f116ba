import type { Photo, PhotoBox, PhotoMark } from '#domain/photo.ts';

export const tools = ['ARROW', 'BOX', 'HIDE'] as const;
export type Tool = (typeof tools)[number];

interface Point {
  x: number;
  y: number;
}

/** Something drawn on a photo: from where the finger went down to where it went up, as fractions of width and height. */
export interface Shape {
  kind: Tool;
  from: Point;
  to: Point;
}

/** Smaller than this is a slip of the finger. */
const least = 0.012;

const within = (value: number) => Math.min(1, Math.max(0, value));

export function isMeant({ from, to }: Shape): boolean {
  return Math.hypot(to.x - from.x, to.y - from.y) >= least;
}

/** A shape in the middle, for who draws by keyboard. */
export const placed = (kind: Tool): Shape => ({ kind, from: { x: 0.35, y: 0.4 }, to: { x: 0.65, y: 0.6 } });

const steps: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The shape after an arrow key: moved whole, and no further than the picture; or its end alone where it is sized. Undefined for other keys. */
export function nudged(shape: Shape, key: string, sizes: boolean): Shape | undefined {
  const step = steps[key];
  if (step === undefined) return undefined;
  const [dx, dy] = [step.x * 0.02, step.y * 0.02];
  if (sizes) return { ...shape, to: { x: within(shape.to.x + dx), y: within(shape.to.y + dy) } };
  const fits = (a: number, b: number, d: number) => Math.min(1 - Math.max(a, b), Math.max(-Math.min(a, b), d));
  const [mx, my] = [fits(shape.from.x, shape.to.x, dx), fits(shape.from.y, shape.to.y, dy)];
  const moved = ({ x, y }: Point) => ({ x: within(x + mx), y: within(y + my) });
  return { ...shape, from: moved(shape.from), to: moved(shape.to) };
}

export function boxOf({ from, to }: Shape): PhotoBox {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
  return { x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
}

/** What a photo has on it already. */
export function shapesOf({ marks, redactions }: Pick<Photo, 'marks' | 'redactions'>): Shape[] {
  const hidden = (redactions ?? []).map(
    ({ x, y, width, height }): Shape => ({ kind: 'HIDE', from: { x, y }, to: { x: within(x + width), y: within(y + height) } }),
  );
  return [...(marks ?? []), ...hidden];
}

/** The two layers, as a photo's record and a shared copy have them. */
export function layersOf(shapes: readonly Shape[]): { marks: PhotoMark[]; redactions: PhotoBox[] } {
  const marks = shapes.flatMap(({ kind, from, to }): PhotoMark[] => (kind === 'HIDE' ? [] : [{ kind, from, to }]));
  return { marks, redactions: shapes.filter(({ kind }) => kind === 'HIDE').map(boxOf) };
}
