import type { RecordId } from '#domain/identity.ts';

/** A thing on the plan: fractions of the plan's width and height, from its top left corner. */
export interface Pin {
  id: RecordId;
  x: number;
  y: number;
}

/** Pins that would lie under one finger at this size: shown as one, in their middle. */
export interface Cluster<P extends Pin> {
  x: number;
  y: number;
  pins: P[];
}

/** What a finger needs, in CSS pixels. */
export const fingerPx = 44;

/**
 * Groups pins that stand closer than a finger on a plan drawn at this size: each joins the nearest group within reach, first come first. Groups
 * that are apart stay apart: no two of them lie under one finger, but for what their middles moved while they grew.
 */
export function clusterPins<P extends Pin>(pins: readonly P[], widthPx: number, heightPx: number): Cluster<P>[] {
  const clusters: Cluster<P>[] = [];
  for (const pin of pins) {
    const near = clusters.find(({ x, y }) => Math.hypot((x - pin.x) * widthPx, (y - pin.y) * heightPx) < fingerPx);
    if (near === undefined) {
      clusters.push({ x: pin.x, y: pin.y, pins: [pin] });
      continue;
    }
    near.pins.push(pin);
    near.x += (pin.x - near.x) / near.pins.length;
    near.y += (pin.y - near.y) / near.pins.length;
  }
  return clusters;
}

const steps: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where an arrow key moves a pin: one per cent, five with Shift, and never off the plan. Undefined for other keys. */
export function movedPin({ x, y }: { x: number; y: number }, key: string, far: boolean): { x: number; y: number } | undefined {
  const step = steps[key];
  if (step === undefined) return undefined;
  const within = (value: number) => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));
  const size = far ? 0.05 : 0.01;
  return { x: within(x + step[0] * size), y: within(y + step[1] * size) };
}
