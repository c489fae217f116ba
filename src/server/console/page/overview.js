import { count, localTime, say } from './language.js';

/** @typedef {import('#contract/console-api.ts').Overview} Overview */
/** @typedef {Overview['subdistricts'][number]} Subdistrict */
/** @typedef {Subdistrict['estates'][number]} Estate */
/** @typedef {Subdistrict['devices'][number]} Device */
/** @typedef {import('./language.js').WordKey} WordKey */
/** A figure, and what is to be said of it. @typedef {(Node | string)[]} Figure */

/** Codes of the subdistricts that stand open: they stay so when the figures are read again. @type {Set<string>} */
const open = new Set();

/** Everything below the heading. @param {Overview} overview @returns {Node[]} */
export function figuresOf({ subdistricts }) {
  if (subdistricts.length === 0) return [element('p', { class: 'empty' }, say('nothing'))];
  /** @type {WordKey[]} */
  const hints = ['waitingHint', 'unsentHint', 'piecesHint'];
  return [totalsOf(subdistricts), tableOf(subdistricts), ...hints.map((word) => element('p', { class: 'hint' }, say(word)))];
}

/** @param {Subdistrict[]} subdistricts */
function totalsOf(subdistricts) {
  const devices = subdistricts.flatMap((subdistrict) => subdistrict.devices);
  const estates = subdistricts.flatMap((subdistrict) => subdistrict.estates);
  /** @type {[WordKey, Figure][]} */
  const totals = [
    ['subdistricts', [count(subdistricts.length)]],
    ['records', [count(sum(subdistricts, ({ records }) => records))]],
    ['waiting', [count(sum(subdistricts, ({ waiting }) => waiting))]],
    ['structures', [progressText(estates.map(({ structures }) => structures)), ofSurveyed()]],
    ['fixtures', [progressText(estates.map(({ fixtures }) => fixtures)), ofSurveyed()]],
    ['outstanding', [count(sum(estates, ({ pieces }) => pieces.outstanding))]],
    ['devices', [count(inUse(devices).length)]],
    ['unsent', unsentOf(devices)],
  ];
  const list = element('dl', { class: 'totals', 'aria-label': say('totals') });
  for (const [word, figure] of totals) list.append(element('div', {}, element('dt', {}, say(word)), element('dd', {}, ...figure)));
  return list;
}

/** @param {Subdistrict[]} subdistricts */
function tableOf(subdistricts) {
  const head = headOf(['subdistrict', 'records', 'waiting', 'devices', 'heard', 'unsent']);
  return element('table', { class: 'subdistricts' }, head, element('tbody', {}, ...subdistricts.flatMap(rowsOf)));
}

/** A subdistrict's row, and the one that unfolds below it. @param {Subdistrict} subdistrict */
function rowsOf(subdistrict) {
  const { code, name, records, waiting, devices } = subdistrict;
  const id = `fold-${code}`;
  const button = element('button', { type: 'button', class: 'fold', 'aria-expanded': String(open.has(code)), 'aria-controls': id }, name);
  const fold = element('tr', { id, class: 'folded' }, element('td', { colspan: '6' }, ...estatesOf(subdistrict), devicesOf(subdistrict)));
  fold.hidden = !open.has(code);
  button.addEventListener('click', () => {
    fold.hidden = !fold.hidden;
    button.setAttribute('aria-expanded', String(!fold.hidden));
    if (fold.hidden) open.delete(code);
    else open.add(code);
  });
  const heard = devices.map(({ heardAt }) => heardAt).reduce(later, null);
  const row = element(
    'tr',
    {},
    element('th', { scope: 'row' }, button),
    element('td', { class: 'number' }, count(records)),
    element('td', { class: waiting > 0 ? 'number due' : 'number' }, count(waiting)),
    element('td', { class: 'number' }, ...countOf(devices)),
    element('td', {}, heardText(heard)),
    element('td', { class: 'number' }, ...unsentOf(devices)),
  );
  return [row, fold];
}

/** @param {Subdistrict} subdistrict */
function estatesOf({ name, estates }) {
  if (estates.length === 0) return [];
  const rows = estates.map((estate) => {
    const { owed, accepted, outstanding } = estate.pieces;
    const figures = [progressText([estate.structures]), progressText([estate.fixtures]), ...[owed, accepted, outstanding].map(count)];
    const cells = figures.map((figure) => element('td', { class: 'number' }, figure));
    return element('tr', {}, element('th', { scope: 'row' }, estate.name), ...cells);
  });
  const head = headOf(['estate', 'structures', 'fixtures', 'owed', 'accepted', 'outstanding']);
  return [element('table', {}, element('caption', {}, say('estatesOf', { name })), head, element('tbody', {}, ...rows))];
}

/** @param {Subdistrict} subdistrict */
function devicesOf({ name, devices }) {
  if (devices.length === 0) return element('p', { class: 'hint' }, say('noDevices'));
  const rows = devices.map((device) =>
    element(
      'tr',
      device.revoked ? { class: 'revoked' } : {},
      element('th', { scope: 'row' }, device.serial),
      element('td', {}, device.name),
      element('td', {}, heardText(device.heardAt)),
      element('td', { class: 'number' }, count(device.received)),
      element('td', { class: 'number' }, device.unsent === null ? say('unknown') : count(device.unsent)),
      element('td', {}, say(device.revoked ? 'revoked' : 'inUse')),
    ),
  );
  const head = headOf(['serial', 'device', 'heard', 'received', 'unsent', 'state']);
  return element('table', {}, element('caption', {}, say('devicesOf', { name })), head, element('tbody', {}, ...rows));
}

const numbers = new Set([
  ...['records', 'waiting', 'devices', 'received', 'unsent'],
  ...['structures', 'fixtures', 'owed', 'accepted', 'outstanding'],
]);

/** Columns that say how many of the surveyed are removed. */
const pairs = new Set(['structures', 'fixtures']);

/** @param {WordKey[]} columns */
function headOf(columns) {
  const cells = columns.map((word) => {
    const side = numbers.has(word) ? 'number' : 'text';
    return element('th', { scope: 'col', class: side }, say(word), ...(pairs.has(word) ? [ofSurveyed()] : []));
  });
  return element('thead', {}, element('tr', {}, ...cells));
}

function ofSurveyed() {
  return element('small', {}, say('ofSurveyed'));
}

/** `12 / 40`: removed, of how many surveyed. @param {Estate['structures'][]} all */
function progressText(all) {
  return `${count(sum(all, ({ removed }) => removed))} / ${count(sum(all, ({ surveyed }) => surveyed))}`;
}

/** @param {Device[]} devices */
function inUse(devices) {
  return devices.filter(({ revoked }) => !revoked);
}

/** @param {Device[]} devices @returns {Figure} */
function countOf(devices) {
  const used = inUse(devices).length;
  const revoked = devices.length - used;
  return revoked === 0 ? [count(used)] : [count(used), element('small', {}, say('revokedOf', { n: revoked }))];
}

/** What the devices in use said of themselves, and how many never did: nobody can know what those hold. @param {Device[]} devices @returns {Figure} */
function unsentOf(devices) {
  const used = inUse(devices);
  const told = used.flatMap(({ unsent }) => (unsent === null ? [] : [unsent]));
  const silent = used.length - told.length;
  const figure = count(sum(told, (unsent) => unsent));
  if (silent === 0) return [figure];
  const unknown = element('small', {}, say('unknownOf', { n: silent }));
  return told.length === 0 ? [unknown] : [figure, unknown];
}

/** @param {string | null} heardAt */
function heardText(heardAt) {
  return heardAt === null ? say('never') : localTime(heardAt);
}

/** @param {string | null} a @param {string | null} b */
function later(a, b) {
  if (a === null || b === null) return a ?? b;
  return Date.parse(a) > Date.parse(b) ? a : b;
}

/** @template T @param {T[]} all @param {(one: T) => number} figureOf */
function sum(all, figureOf) {
  return all.reduce((total, one) => total + figureOf(one), 0);
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
