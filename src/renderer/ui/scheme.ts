import { useSyncExternalStore } from 'react';

/** How the desk is lit: as usual, for direct sun, for the dark. */
export const schemes = ['day', 'sun', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

const stored = 'chaihuan.scheme';
const changed = 'chaihuan:scheme';

const schemeOf = (name: string | null | undefined): Scheme => schemes.find((scheme) => scheme === name) ?? 'day';

/** The root element says it, so that sheets and components read the same. */
export const currentScheme = (): Scheme => schemeOf(document.documentElement.dataset.scheme);

export function startScheme(): void {
  document.documentElement.dataset.scheme = schemeOf(localStorage.getItem(stored));
}

/** Switches without a restart, and stays. */
export function switchScheme(scheme: Scheme): void {
  localStorage.setItem(stored, scheme);
  document.documentElement.dataset.scheme = scheme;
  document.dispatchEvent(new Event(changed));
}

function onScheme(heard: () => void): () => void {
  document.addEventListener(changed, heard);
  return () => document.removeEventListener(changed, heard);
}

/** The current scheme; re-renders on a switch. */
export const useScheme = (): Scheme => useSyncExternalStore(onScheme, currentScheme);
