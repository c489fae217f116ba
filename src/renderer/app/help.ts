import type { Language } from '../words/language.ts';
import { fieldHelp } from './field-help.ts';
import { officeHelp } from './office-help.ts';

/** A screen's help: a few sentences, in the order a person needs them. */
export type Help = Readonly<Record<Language, readonly string[]>>;

/** By the screen's address; `$` stands for any part of it. */
export const helpOf: Readonly<Record<string, Help>> = { ...fieldHelp, ...officeHelp };

/** The help of the screen at an address; undefined where there is no such screen. */
export function helpFor(path: string): Help | undefined {
  const parts = path.replace(/\/+$/u, '').split('/');
  const fits = (pattern: string) => {
    const own = pattern.replace(/\/+$/u, '').split('/');
    return own.length === parts.length && own.every((part, index) => part === '$' || part === parts[index]);
  };
  // An address in full comes before one with a place for anything.
  const found = Object.keys(helpOf)
    .filter(fits)
    .toSorted((a, b) => a.split('$').length - b.split('$').length)[0];
  return found === undefined ? undefined : helpOf[found];
}
