import decodeQR from 'qr/decode.js';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Sha256 } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import type { Desk } from '../../store/desk.ts';
import type { TakenPhoto } from '../../store/photo-changes.ts';

/** The scan of each line's own form, by the line's id. */
export type FiledScans = ReadonlyMap<string, TakenPhoto>;

/** A form's code names the lines it is about, as `codeOf` writes them. Empty for any other code. */
export function linesInCode(code: string): string[] {
  const [program, what, ids = ''] = code.split(':');
  return program === 'chaihuan' && what === 'entitlement' ? ids.split(',').filter((id) => id !== '') : [];
}

/** Longest side of what is searched for a code, in pixels: the finest code is 81 squares across 26 mm of a page that is 297 mm high. */
const searchedSide = 4096;

async function pixelsOf(bytes: Blob): Promise<ImageData | undefined> {
  const picture = await createImageBitmap(bytes);
  const scale = Math.min(1, searchedSide / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}

/** The lines that a code among these pixels names. @throws where there is no code */
export function linesIn(pixels: Pick<ImageData, 'data' | 'width' | 'height'>): string[] {
  return linesInCode(decodeQR(pixels, { effort: 3, timeLimit: 1000 }));
}

/** The lines whose form a photo shows. Empty where it shows no code of ours, or cannot be read. */
async function readScan({ host }: Desk, sha256: Sha256): Promise<string[]> {
  try {
    const { urls } = await host.call('photos.urls', { photos: [{ sha256, size: 'original' }] });
    const answer = urls[0] ? await fetch(urls[0]) : undefined;
    const pixels = answer?.ok ? await pixelsOf(await answer.blob()) : undefined;
    return pixels === undefined ? [] : linesIn(pixels);
  } catch {
    // No code in it: whoever files it reads which scan that is.
    return [];
  }
}

export interface Scans {
  filed: FiledScans;
  /** The numbers of those that name no line, from 1. */
  unread: number[];
}

/** Scans of signed forms, each filed to the lines that its code names. */
export function useFiledScans(photos: readonly TakenPhoto[]): Scans {
  const desk = useDesk();
  const [read, setRead] = useState<ReadonlyMap<Sha256, readonly string[]>>(new Map());
  const asked = useRef(new Set<Sha256>());
  useEffect(() => {
    // Each photo once: looking for a code in ten million pixels takes a while.
    const fresh = photos.filter(({ facts }) => !asked.current.has(facts.sha256)).map(({ facts }) => facts.sha256);
    for (const sha256 of fresh) asked.current.add(sha256);
    void (async () => {
      for (const sha256 of fresh) {
        const lines = await readScan(desk, sha256);
        setRead((known) => new Map(known).set(sha256, lines));
      }
    })();
  }, [desk, photos]);
  return useMemo(() => {
    const filed = new Map(photos.flatMap((photo) => (read.get(photo.facts.sha256) ?? []).map((line) => [line, photo] as const)));
    const unread = photos.flatMap(({ facts }, index) => (read.get(facts.sha256)?.length === 0 ? [index + 1] : []));
    return { filed, unread };
  }, [photos, read]);
}
