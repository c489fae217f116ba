import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RecordOf } from '../../store/records.ts';
import { usePictureUrls } from '../../ui/pictures.ts';
import { type Tone, toneShapes } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { clusterPins, movedPin, type Pin } from './pins.ts';
import { planWords } from './words.ts';

const zooms = [1, 1.5, 2, 3, 4, 6];

/** A pin that opens what stands there: a page, or whatever its screen does with it. */
export interface PlanPin extends Pin {
  /** What a list of near ones calls it. */
  name: string;
  /** The same with its state, in words. */
  label: string;
  tone: Tone;
  open: string | (() => void);
}

/** A building's name where it stands: to find one's way by, not to press. */
export interface PlanLabel extends Pin {
  text: string;
}

interface PlanViewProps {
  plan: RecordOf<'photo'>;
  estate: string;
  pins: readonly PlanPin[];
  labels: readonly PlanLabel[];
  /** What is being placed, and where it stands so far. */
  placing: { x: number; y: number; code: string } | null;
  onPlace(point: { x: number; y: number }): void;
}

/** The plan's own picture, without a watermark's band over it; its display copy where the original is not here. */
function usePlanUrl({ fields }: RecordOf<'photo'>): string | null | undefined {
  const original = usePictureUrls([fields.sha256], 'original').get(fields.sha256);
  const display = usePictureUrls(original === null ? [fields.sha256] : [], 'display').get(fields.sha256);
  return original ?? display;
}

/** How wide the plan is drawn, in CSS pixels. */
function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  useEffect(() => {
    if (frame.current === null) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return { frame, width };
}

/** What stands in the middle of the frame stays there when the plan is drawn larger or smaller. */
function useCentred(frame: RefObject<HTMLDivElement | null>, zoom: number): void {
  const before = useRef(zoom);
  useLayoutEffect(() => {
    const grown = zoom / before.current;
    before.current = zoom;
    if (frame.current === null || grown === 1) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = frame.current;
    frame.current.scrollTo(
      (scrollLeft + clientWidth / 2) * grown - clientWidth / 2,
      (scrollTop + clientHeight / 2) * grown - clientHeight / 2,
    );
  }, [frame, zoom]);
}

/** The plan, as large as wanted: it is moved by finger, scroll bar or the arrow keys; a pin opens what stands there, near ones are one button that lists them. */
export function PlanView({ plan, estate, pins, labels, placing, onPlace }: PlanViewProps) {
  const t = useWords(planWords);
  const [zoom, setZoom] = useState(1);
  const [open, setOpen] = useState<readonly string[]>([]);
  const { frame, width } = useWidth();
  useCentred(frame, zoom);
  const url = usePlanUrl(plan);
  const ratio = plan.fields.height / plan.fields.width;
  const clusters = clusterPins(pins, width * zoom, width * zoom * ratio);
  const listed = pins.filter(({ id }) => open.includes(id));

  if (url === null) return <p className="hint">{t('missing')}</p>;
  return (
    <Flex vertical gap={8}>
      <Zoom zoom={zoom} onZoom={setZoom} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="plan-frame" ref={frame} tabIndex={0} aria-label={t('plan', { count: pins.length })}>
        <div className="plan" style={{ width: `${zoom * 100}%`, aspectRatio: 1 / ratio }}>
          {typeof url === 'string' && <img src={url} alt={t('picture', { estate })} draggable={false} />}
          {labels.map(({ id, x, y, text }) => (
            <span key={id} className="plan-label" style={{ left: `${x * 100}%`, top: `${y * 100}%` }}>
              {text}
            </span>
          ))}
          {placing === null &&
            clusters.map((cluster) => {
              const [only] = cluster.pins;
              const at = { left: `${cluster.x * 100}%`, top: `${cluster.y * 100}%` };
              if (cluster.pins.length === 1 && only !== undefined) return <PinOnPlan key={only.id} pin={only} at={at} />;
              return (
                <button
                  key={only?.id}
                  type="button"
                  className="plan-pin plan-cluster"
                  style={at}
                  aria-label={t('cluster', { count: cluster.pins.length })}
                  onClick={() => setOpen(cluster.pins.map(({ id }) => id))}
                >
                  {cluster.pins.length}
                </button>
              );
            })}
          {placing && <Marker placing={placing} onPlace={onPlace} />}
        </div>
      </section>
      {listed.length > 0 && (
        <section aria-label={t('here', { count: listed.length })}>
          <Flex gap={8} wrap align="center">
            <strong>{t('here', { count: listed.length })}</strong>
            {listed.map((pin) => (
              <Button key={pin.id} aria-label={pin.label} {...pressOf(pin)}>
                <span aria-hidden>{toneShapes[pin.tone]}</span> {pin.name}
              </Button>
            ))}
            <Button type="text" onClick={() => setOpen([])}>
              {t('close')}
            </Button>
          </Flex>
        </section>
      )}
    </Flex>
  );
}

function Zoom({ zoom, onZoom }: { zoom: number; onZoom(zoom: number): void }) {
  const t = useWords(planWords);
  const at = zooms.indexOf(zoom);
  return (
    <Flex gap={8} align="center">
      <Button
        size="large"
        icon={<MinusOutlined aria-hidden />}
        aria-label={t('smaller')}
        disabled={at <= 0}
        onClick={() => onZoom(zooms[at - 1] ?? zoom)}
      />
      <span role="status">{t('size', { percent: zoom * 100 })}</span>
      <Button
        size="large"
        icon={<PlusOutlined aria-hidden />}
        aria-label={t('larger')}
        disabled={at >= zooms.length - 1}
        onClick={() => onZoom(zooms[at + 1] ?? zoom)}
      />
    </Flex>
  );
}

const pressOf = ({ open }: PlanPin) => (typeof open === 'string' ? { href: open } : { onClick: open });

function PinOnPlan({ pin, at }: { pin: PlanPin; at: { left: string; top: string } }) {
  const { label, tone, open } = pin;
  const drawn = { className: `plan-pin status-${tone}`, style: at, 'aria-label': label, title: label };
  const shape = <span aria-hidden>{toneShapes[tone]}</span>;
  if (typeof open === 'string') {
    return (
      <a {...drawn} href={open}>
        {shape}
      </a>
    );
  }
  return (
    <button {...drawn} type="button" onClick={open}>
      {shape}
    </button>
  );
}

/** Lies over the whole plan while something is placed: a tap puts it there, the arrow keys move it. */
function Marker({ placing, onPlace }: { placing: { x: number; y: number; code: string }; onPlace(point: { x: number; y: number }): void }) {
  const t = useWords(planWords);
  const marker = useRef<HTMLButtonElement>(null);
  useEffect(() => marker.current?.focus({ preventScroll: true }), []);

  /** A press by keyboard is of no place. */
  function tap(event: MouseEvent<HTMLButtonElement>): void {
    if (event.detail === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const fraction = (value: number) => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));
    onPlace({ x: fraction((event.clientX - box.left) / box.width), y: fraction((event.clientY - box.top) / box.height) });
  }

  function move(event: KeyboardEvent): void {
    const next = movedPin(placing, event.key, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    onPlace(next);
  }

  return (
    <button
      ref={marker}
      type="button"
      className="plan-place"
      aria-label={t('marker', { code: placing.code, x: Math.round(placing.x * 100), y: Math.round(placing.y * 100) })}
      onClick={tap}
      onKeyDown={move}
    >
      <span className="plan-pin plan-marker" style={{ left: `${placing.x * 100}%`, top: `${placing.y * 100}%` }}>
        ✛
      </span>
    </button>
  );
}
